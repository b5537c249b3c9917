"""Passages and questions that we wrote ourselves to teach the reader, in ``training/written``: what the open sources lack.

``policy/*.txt`` are invented passages in the manner of policy documents, each with questions in the words of those who ask:

    == Title of the document | Heading > Subheading
    0 A sentence.
    1 * an item of a list;
    +0,1 a question that sentences 0 and 1 answer
    - a question of the same look that the passage does not settle

``documents/*.txt`` and ``long_documents/*.txt`` are written alike, but passages of the same title are one document, and no question
of one is answered by another of them. So each of them is an example of what comes near and does not answer. The passages of the latter
are longer, and full of sentences of which only one settles a question: clauses, notes to forms, rows of tables, versions.

``pairs/*.txt`` hold such questions about passages of the open sources, which are not repeated here: ``@SOURCE HASH FIRST LAST`` names the
source, the first 16 digits of the SHA-256 of the passage's text, and the range of its sentences that was read; ``+`` and ``-`` as above,
sentences counted from FIRST.

A question and the one after it differ in little, and only one of them is answered, so what tells them apart is not the subject or the
words they share with the passage (Gardner et al. 2020, "Evaluating Models' Local Decision Boundaries via Contrast Sets").
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["WrittenPassage", "WrittenQuestion", "passages_of", "text_hash", "written_passages"]

_FOLDER = Path(__file__).parent / "written"
_HEAD = re.compile(r"(==|@)\s*(.+)")
_SENTENCE = re.compile(r"(\d+) (.+)")
_ANSWERED = re.compile(r"\+\s*(\d+(?:\s*,\s*\d+)*)\s+(.+)")
_UNANSWERED = re.compile(r"-\s+(.+)")


class WrittenQuestion(NamedTuple):
    """A question and the sentences that answer it, counted from 0; none when the passage does not."""

    text: str
    sentences: tuple[int, ...]


class WrittenPassage(NamedTuple):
    """A passage and its questions.

    ``head`` is what stands after ``==`` or ``@``; ``sentences`` are empty where only the head names the passage.
    """

    head: str
    sentences: tuple[str, ...]
    questions: tuple[WrittenQuestion, ...]


def text_hash(text: str) -> str:
    """What names a passage of another source: the first 16 digits of the SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def written_passages(kind: str, folder: Path = _FOLDER) -> list[WrittenPassage]:
    """All passages of ``policy``, ``documents``, ``long_documents`` or ``pairs``, in the order of the files' names.

    Raises:
        ValueError: A line is none of the format, with its file and number.

    """
    return [passage for file in sorted((folder / kind).glob("*.txt")) for passage in passages_of(file)]


def passages_of(file: Path) -> Iterator[WrittenPassage]:
    """The passages of one file."""
    head, sentences, questions = "", list[str](), list[WrittenQuestion]()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        if match := _HEAD.fullmatch(line.strip()):
            if head:
                yield WrittenPassage(head, tuple(sentences), tuple(questions))
            head, sentences, questions = match[2].strip(), [], []
        elif head and (match := _ANSWERED.fullmatch(line.strip())):
            places = tuple(sorted({int(place) for place in match[1].split(",")}))
            if sentences and places[-1] >= len(sentences):
                raise ValueError(f"{file}, line {number}: there is no sentence {places[-1]}")
            questions.append(WrittenQuestion(match[2].strip(), places))
        elif head and (match := _UNANSWERED.fullmatch(line.strip())):
            questions.append(WrittenQuestion(match[1].strip(), ()))
        elif head and (match := _SENTENCE.fullmatch(line.strip())) and int(match[1]) == len(sentences):
            sentences.append(match[2].strip())
        else:
            raise ValueError(f"{file}, line {number}: not understood: {line[:80]}")
    if head:
        yield WrittenPassage(head, tuple(sentences), tuple(questions))
