"""What editors may do, and who is one: whoever knows the key."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import hmac
import json
import logging
import secrets
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from starlette.requests import Request

from copro_qa.child_process import INGEST
from copro_qa.service.builds import Builds
from copro_qa.service.ingest_process import ProcessFailed, run_to_end
from copro_qa.service.limits import RateLimiter, address_of
from copro_qa.service.problems import Problem, Slip
from copro_qa.texts import texts

__all__ = ["Editing"]

_WRONG_KEYS_PER_MINUTE = 10
_SECONDS_TO_READ_AN_UPLOAD = 180.0
"""Above what ingest allows for one file, so that its own message comes through."""
_SECONDS_TO_REMOVE = 60.0
_UPLOADS_AT_ONCE = 4
_ALLOW_EMPTY = "--allow-empty"
_SECONDS_FOR_ANOTHER_BUILD = 3600
"""That somebody has started by hand: what an editor has changed must not be left out because of it."""
_BAD_INPUT = 2
"""Exit status of the ingest program for what was given to it; its message is for whoever gave it."""
_COPIED_AT_ONCE = 2**20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_INCOMING = ".incoming-"
"""As ingest knows such folders."""

log = logging.getLogger("copro_qa.service")


@dataclass(frozen=True)
class Editing:
    """Adds documents to the corpus folder, removes them, and has the index built. Every change is made by the ingest program.

    ``key`` None switches all of it off.
    """

    key: str | None
    corpus: Path
    index: Path
    model: str

    @cached_property
    def builds(self) -> Builds:
        """The builds; made inside the event loop that they run in."""
        where = ["--corpus", str(self.corpus), "--index", str(self.index), "--model", self.model]
        return Builds([*INGEST, "build", *where, "--json", "--progress-lines", "--wait", str(_SECONDS_FOR_ANOTHER_BUILD)])

    @cached_property
    def _wrong_keys(self) -> RateLimiter:
        return RateLimiter(_WRONG_KEYS_PER_MINUTE)

    @cached_property
    def _places(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(_UPLOADS_AT_ONCE)

    def check(self, request: Request) -> None:
        """Raises Problem unless the request brings the key: 403 when editing is off, 401 for no key or another, 429 for many others."""
        if self.key is None:
            raise Problem(403, "editing_is_off")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(given.strip(), self.key):
            return
        wait = self._wrong_keys.seconds_to_wait(address_of(request.scope))
        if wait:
            raise Problem(429, "too_many_keys", headers={"Retry-After": str(int(wait) + 1)})
        raise Problem(401, "editors_only", headers={"WWW-Authenticate": 'Bearer realm="copro-qa editors"'})

    def stop_telling(self) -> None:
        """Ends all streams of progress. To be called in the event loop."""
        if "builds" in self.__dict__:
            self.builds.stop_telling()

    async def close(self) -> None:
        """Stops a build that is under way."""
        if "builds" in self.__dict__:
            await self.builds.close()

    async def add(self, content: BinaryIO, name: str, *, replace: bool) -> dict[str, Any]:
        """Adds a document, and starts a build. Gives its path, media type and words, and whether it replaced one. Raises Problem."""
        async with self._place(), self._incoming() as folder:
            upload = folder / "upload"
            await asyncio.to_thread(_copy, content, upload)
            options = ["--corpus", str(self.corpus), f"--name={name}", *(["--replace"] if replace else [])]
            added = await self._ingest("add", *options, "--", str(upload), seconds=_SECONDS_TO_READ_AN_UPLOAD, where="body.file")
        self.builds.start()
        return added

    async def remove(self, path: str, *, known: bool) -> bool:
        """Removes the file with this path from the corpus folder, and starts a build.

        False, and no build, when there was no file and no document of this path is ``known``. Nothing of the index is ever removed so, also
        where that lies in the corpus folder. Raises Problem.
        """
        if "\0" in path or await asyncio.to_thread(self._is_of_index, path):
            return False
        removed = await self._ingest("remove", "--corpus", str(self.corpus), "--", path, seconds=_SECONDS_TO_REMOVE, where="path.document")
        if not removed["removed"] and not known:
            return False
        # It may have been the last one. Where nothing was removed, an empty folder may be a disk that is not there.
        self.builds.start(*([_ALLOW_EMPTY] if removed["removed"] else []))
        return True

    def _is_of_index(self, path: str) -> bool:
        return (self.corpus / path).resolve().is_relative_to(self.index.resolve())

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        if self._places.locked():
            raise Problem(503, "overloaded", headers={"Retry-After": "10"})
        async with self._places:
            yield

    @asynccontextmanager
    async def _incoming(self) -> AsyncIterator[Path]:
        """A hidden folder in the corpus folder: on the same file system, so that a file gets from there to its place in one step."""
        if not self.corpus.is_dir():
            raise Problem(409, "corpus_is_no_folder")
        folder = self.corpus / f"{_INCOMING}{secrets.token_hex(8)}"
        try:
            folder.mkdir(mode=0o700)
            yield folder
        except OSError as error:
            log.error("A document could not be added: %s", error)  # noqa: TRY400  where it happened says nothing more
            raise _problem_of_writing(error) from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    async def _ingest(self, *arguments: str, seconds: float, where: str) -> dict[str, Any]:
        command: Sequence[str] = [*INGEST, *arguments]
        try:
            printed = await run_to_end(command, seconds=seconds)
        except ProcessFailed as failure:
            if failure.status == _BAD_INPUT:
                slip = Slip(failure.message, where, texts()("slips.document.what_to_do"))
                raise Problem(422, "invalid_input", errors=[slip]) from None
            log.error("The document folder could not be changed: %s", failure)  # noqa: TRY400  where it happened says nothing more
            raise Problem(500, "not_changed") from None
        except TimeoutError:
            log.error("Changing the document folder took longer than %s seconds and was given up.", seconds)  # noqa: TRY400  the same
            raise Problem(500, "not_changed") from None
        record: dict[str, Any] = json.loads(printed)
        return record


def _problem_of_writing(error: OSError) -> Problem:
    """Why a file could not be kept, as far as the person who sent it can do something about it. The log has the rest."""
    if error.errno in _FULL:
        return Problem(507, "no_room")
    return Problem(500, "may_not_write" if error.errno in _FORBIDDEN else "not_changed")


def _same(given: str, key: str) -> bool:
    """Compares in a time that says nothing of either, their length included."""
    return hmac.compare_digest(*(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (given, key)))


def _copy(content: BinaryIO, to: Path) -> None:
    with to.open("xb") as file:
        shutil.copyfileobj(content, file, _COPIED_AT_ONCE)
