"""Whether pages that are pictures of text can be read here, and how long that may take.

Tesseract does it, a program of the system (docs/pdf.md); only the child process of :mod:`ingest.worker` runs it over a page. Files without
such pages are read alike with it and without it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts

__all__ = [
    "MOST_PAGES",
    "PagesArePictures",
    "RecognitionFailed",
    "RecognitionUnavailable",
    "how_to_have_scans_read",
    "how_to_read_scans",
    "installed_recogniser",
    "look_again",
    "program_and_environment",
    "seconds_allowed",
]

MOST_PAGES = 500
"""Of one file. A page takes two seconds of the processor (docs/pdf.md)."""
_RECOGNITION_VERSION = "3"
"""Part of the id of documents with recognised text. Raise it when they would come out otherwise, and others not."""
_SECONDS_PER_PAGE = 30.0  # on the mean of a file's pages, however busy the computer is
_SECONDS_TO_SAY_ITS_NAME = 60.0
_MODELS = re.compile(r'in "(.+)"')
_VERSION = re.compile(r"tesseract v?(\d+)(\S*)")
_OLDEST_VERSION = 5  # version 4 does not say where its models are


class PagesArePictures(DocumentUnreadable):
    """A file holds ``pages`` pictures of pages and no text, as far as it was looked at.

    ``broke_down`` says that text recognition was tried and ended over them, as the same program would again.
    """

    def __init__(self, reason: str, pages: int, *, broke_down: bool = False) -> None:
        super().__init__(reason)
        self.pages = pages
        self.broke_down = broke_down


class RecognitionFailed(DocumentUnreadable):
    """The text recognition program broke down over one picture, as it would again."""


class RecognitionUnavailable(ImportError):
    """Tesseract is not there, or not any more."""

    def __init__(self) -> None:
        super().__init__("Tesseract is not installed", name="the program Tesseract")


@cache
def installed_recogniser() -> str:
    """Names the text recognition program and its model, each in its version; empty where they are not installed."""
    version = _VERSION.match(_said("--version"))
    models = _MODELS.search(listed := _said("--list-langs"))
    if version is None or models is None or "eng" not in listed.split():
        return ""
    if int(version[1]) < _OLDEST_VERSION:
        return ""
    try:
        model = hashlib.sha256((Path(models[1]) / "eng.traineddata").read_bytes()).hexdigest()
    except OSError:
        return ""
    return f"tesseract {version[1]}{version[2]}, eng {model[:16]}, {_RECOGNITION_VERSION}"


@cache
def how_to_read_scans() -> str:
    """What somebody can do whose scanned pages were not read here, in plain words."""
    version = _VERSION.match(_said("--version"))
    if version is None or int(version[1]) >= _OLDEST_VERSION:
        return how_to_have_scans_read()
    return texts()("unreadable.renew_recognition", version=f"{version[1]}{version[2]}", oldest=_OLDEST_VERSION)


def how_to_have_scans_read() -> str:
    """What somebody can do for files of which only some pages are scans. It says what is needed and not what is here.

    It is kept with what was read of a file, and so has to stay true when an older or newer Tesseract comes or goes.
    """
    return texts()("unreadable.install_recognition", oldest=_OLDEST_VERSION)


def look_again() -> None:
    """Forgets what was found out: Tesseract may have been installed, renewed or removed while this program went on."""
    installed_recogniser.cache_clear()
    how_to_read_scans.cache_clear()


def program_and_environment() -> tuple[str, Mapping[str, str]]:
    """Where Tesseract is, and what to run it with. Raises RecognitionUnavailable.

    It is kept to one processor: it is not quicker with several, and the rest of the machine is needed to answer questions.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise RecognitionUnavailable
    return program, {**os.environ, "OMP_THREAD_LIMIT": "1"}


def seconds_allowed(pages: int) -> float:
    """How long so many pages of pictures may take."""
    return _SECONDS_PER_PAGE * min(pages, MOST_PAGES)


def _said(option: str) -> str:
    """What Tesseract says of itself; empty where it is not installed or does not work."""
    try:
        program, environment = program_and_environment()
        done = subprocess.run(
            [program, option],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS_TO_SAY_ITS_NAME,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except (RecognitionUnavailable, OSError, subprocess.SubprocessError):
        return ""
    return done.stdout or done.stderr  # old versions wrote it to the latter
