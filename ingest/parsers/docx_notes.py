"""The footnotes and endnotes of a Word document as they are called: their numbers, or the marks that the author gave them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    restarts: str = "continuous"


class NoteCalls:
    """Counts the notes as they are called. ``settings`` are those of the file; each section of its ``body`` may count in another way."""

    def __init__(self, settings: Any | None, body: Any) -> None:  # noqa: ANN401  # lxml
        sections = list(body.iter(w("sectPr")))
        self._forms = {name: list(_forms(name, form, settings, sections)) for name, form in _PARTS.items()}
        self._section_of = _sections_of_calls(body) if len(sections) > 1 else {}
        self._counts: Counter[str] = Counter()
        self._counted_in: dict[str, int] = {}  # by part, the section or page that is counted by itself
        self.called: list[tuple[str, str, str]] = []
        """Per note called: its key, its number, "" where that cannot be told, and the part that holds its text."""

    def call(self, reference: Any, run: Any, page: int | None) -> tuple[str, str]:  # noqa: ANN401  # lxml
        """The key of a note that ``run`` calls on a page, where that is known, and the mark that the author gave it; "" for a number."""
        name = _part_of(reference)
        key, mark, number = f"{name}:{reference.get(w('id'))}", "", ""
        if _has_own_mark(reference):
            mark = "".join(text.text or "" for text in run.findall(w("t")))
        else:
            number = self._next(reference, page)
        self.called.append((key, mark.strip() or number, name))
        return key, mark

    def pass_over(self, reference: Any, page: int | None) -> None:  # noqa: ANN401  # lxml
        """Counts a note whose mark is crossed out, without calling it."""
        if not _has_own_mark(reference):
            self._next(reference, page)

    def _next(self, reference: Any, page: int | None) -> str:  # noqa: ANN401  # lxml
        name, section = _part_of(reference), self._section_of.get(reference, 0)
        form = self._forms[name][section]
        if form.restarts == "eachPage" and page is None:
            return ""
        counted_in = {"eachSect": section, "eachPage": page}.get(form.restarts)
        if counted_in is not None:
            if self._counted_in.get(name, counted_in) != counted_in:
                self._counts[name] = 0
            self._counted_in[name] = counted_in
        self._counts[name] += 1
        return written_number(form.start + self._counts[name] - 1, form.form)


def _part_of(reference: Any) -> str:  # noqa: ANN401  # lxml
    return "footnotes" if reference.tag == NOTE_MARKS[0] else "endnotes"


def _has_own_mark(reference: Any) -> bool:  # noqa: ANN401  # lxml
    return reference.get(w("customMarkFollows")) in ("1", "true", "on")


def _forms(name: str, form: str, settings: Any | None, sections: list[Any]) -> Iterator[_Form]:  # noqa: ANN401  # lxml
    """How the notes of each section are counted: as the section says, else as the file does."""
    properties = w(f"{name.removesuffix('s')}Pr")
    of_file = _said(_Form(form), None if settings is None else settings.find(properties))
    for section in sections or [None]:
        yield _said(of_file, None if section is None else section.find(properties))


def _said(form: _Form, properties: Any | None) -> _Form:  # noqa: ANN401  # lxml
    if properties is None:
        return form
    start = stated_number(attribute(properties.find(w("numStart"))))
    return replace(
        form,
        form=attribute(properties.find(w("numFmt"))) or form.form,
        start=form.start if start is None else start,
        restarts=attribute(properties.find(w("numRestart"))) or form.restarts,
    )


def _sections_of_calls(body: Any) -> dict[Any, int]:  # noqa: ANN401  # lxml
    """The number of the section in which each mark stands, from 0. The last paragraph of a section says how it is set."""
    found: dict[Any, int] = {}
    section = 0
    for paragraph in body.iter(w("p")):
        found.update({reference: section for reference in paragraph.iter(*NOTE_MARKS) if reference not in found})
        section += 0 if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is None else 1
    return found
