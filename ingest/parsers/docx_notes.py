"""The footnotes and endnotes of a Word document as they are called: their numbers, or the marks that the author gave them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ingest.parsers.docx_number_forms import written_number
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_runs import attribute
from ingest.stated_numbers import stated_number

__all__ = ["NOTE_MARKS", "NoteCalls"]

NOTE_MARKS = (w("footnoteReference"), w("endnoteReference"))
"""The elements of a run that call a note."""

_PARTS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
"""The parts that hold the texts of notes, and how Word numbers them where nothing else is said."""


@dataclass(frozen=True, slots=True)
class _Form:
    form: str
    start: int = 1


class NoteCalls:
    """Counts the notes as they are called. ``roots`` are the settings of the file and its text, which may say how they are numbered."""

    def __init__(self, *roots: Any) -> None:  # noqa: ANN401  # lxml
        self._forms = {name: _form(name, form, [root for root in roots if root is not None]) for name, form in _PARTS.items()}
        self._counts: Counter[str] = Counter()
        self.called: list[tuple[str, str, str]] = []
        """Per note called: its key, its number, the part that holds its text."""

    def call(self, reference: Any, run: Any) -> tuple[str, str]:  # noqa: ANN401  # lxml
        """The key of a note that ``run`` calls, and the mark that the author gave it; "" for one that is numbered."""
        name = _part_of(reference)
        key, mark = f"{name}:{reference.get(w('id'))}", ""
        if _has_own_mark(reference):
            mark = "".join(text.text or "" for text in run.findall(w("t")))
        else:
            self._counts[name] += 1
        form = self._forms[name]
        self.called.append((key, mark.strip() or written_number(form.start + self._counts[name] - 1, form.form), name))
        return key, mark

    def pass_over(self, reference: Any) -> None:  # noqa: ANN401  # lxml
        """Counts a note whose mark is crossed out, without calling it."""
        self._counts[_part_of(reference)] += 0 if _has_own_mark(reference) else 1


def _part_of(reference: Any) -> str:  # noqa: ANN401  # lxml
    return "footnotes" if reference.tag == NOTE_MARKS[0] else "endnotes"


def _has_own_mark(reference: Any) -> bool:  # noqa: ANN401  # lxml
    return reference.get(w("customMarkFollows")) in ("1", "true", "on")


def _form(name: str, form: str, roots: list[Any]) -> _Form:
    start = 1
    for properties in (node for root in roots for node in root.iter(w(f"{name.removesuffix('s')}Pr"))):
        form = attribute(properties.find(w("numFmt"))) or form
        said = stated_number(attribute(properties.find(w("numStart"))))
        start = start if said is None else said
    return _Form(form, start)
