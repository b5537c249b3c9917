"""Where the pages of a Word document ended when Word last saved it.

A Word document has no pages of its own: each program breaks them anew. But Word leaves a mark where each page of its own
layout began, and the number of pages beside it. Only where the two agree are the marks taken for pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.draft import DraftPage
from ingest.enumerators import letters, roman
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_runs import attribute, is_on
from ingest.stated_numbers import stated_number

__all__ = ["SavedPages", "saved_pages"]

_SAVED_PAGES = re.compile(rb"<(?:\w+:)?Pages>\s*(\d{1,5})\s*</")
_NOT_WALKED = frozenset(w(name) for name in ("del", "moveFrom", "txbxContent", "rPr", "pPr", "sdtPr"))
_FORMS = {"lowerRoman": roman, "upperRoman": lambda number: roman(number).upper(), "lowerLetter": letters}


@dataclass(slots=True)
class SavedPages:
    """The page on which each paragraph begins, and the page that begins at each break inside one; pages count from 1."""

    of: dict[Any, int] = field(default_factory=dict)
    pages: list[DraftPage] = field(default_factory=list)


def saved_pages(body: Any, parts: Mapping[str, bytes], *, shows_numbers: bool) -> SavedPages | None:  # noqa: ANN401  # lxml
    """The pages of a document's body; None where the file does not say, or says two things.

    ``parts`` are the parts with the file's properties. ``shows_numbers`` tells whether its headers or footers print page numbers:
    only then does the way in which a section counts give its pages other labels than their place.
    """
    counted = _SAVED_PAGES.search(next((blob for name, blob in parts.items() if name.endswith("/app.xml")), b""))
    if counted is None or next(body.iter(w("lastRenderedPageBreak")), None) is None:
        return None
    walk = _Walk(list(body.iter(w("sectPr"))))
    walk.read(body)
    if walk.page != int(counted[1]):
        return None
    return SavedPages(walk.found, walk.labelled(shows_numbers=shows_numbers))


class _Walk:
    """One walk over the body, counting pages. A break that the author put and the mark that Word left behind it are one."""

    def __init__(self, sections: list[Any]) -> None:
        self.page = 1
        self.found: dict[Any, int] = {}
        self._awaits_mark = False
        self._sections = sections
        self._section = 0
        self._section_of_page = {1: 0}

    def read(self, node: Any) -> None:  # noqa: ANN401  # lxml
        for child in node:
            if child.tag == w("p"):
                self._read_paragraph(child)
            elif child.tag == w("tr"):
                self._read_row(child)
            elif child.tag == w("lastRenderedPageBreak"):
                self._meet_mark(child)
            elif child.tag == w("br") and child.get(w("type")) == "page":
                self._turn()
                self.found[child] = self.page
            elif child.tag not in _NOT_WALKED and isinstance(child.tag, str):
                if child.tag == w("t") and child.text:
                    self._awaits_mark = False
                self.read(child)

    def _read_paragraph(self, paragraph: Any) -> None:  # noqa: ANN401  # lxml
        properties = paragraph.find(w("pPr"))
        if properties is not None and is_on(properties.find(w("pageBreakBefore"))):
            self._turn()
        self.found[paragraph] = self.page
        self.read(paragraph)
        if properties is not None and properties.find(w("sectPr")) is not None:
            self._end_section()

    def _read_row(self, row: Any) -> None:  # noqa: ANN401  # lxml
        """The cells of a row stand side by side: each begins on the page on which the row does."""
        start = last = self.page
        for cell in row:
            self.page = start
            self.read(cell)
            last = max(last, self.page)
        self.page = last

    def _meet_mark(self, mark: Any) -> None:  # noqa: ANN401  # lxml
        if not self._awaits_mark:
            self._turn()
        self._awaits_mark = False
        self.found[mark] = self.page

    def _turn(self) -> None:
        self.page += 1
        self._section_of_page.setdefault(self.page, self._section)
        self._awaits_mark = True

    def _end_section(self) -> None:
        self._section += 1
        following = self._sections[self._section] if self._section < len(self._sections) else None
        if following is not None and attribute(following.find(w("type"))) != "continuous":
            self._turn()

    def labelled(self, *, shows_numbers: bool) -> list[DraftPage]:
        """The pages with what is printed on them, as far as the sections say."""
        pages, number, before = [], 0, -1
        for page in range(1, self.page + 1):
            section = self._section_of_page.get(page, max(before, 0))
            setting = self._sections[section].find(w("pgNumType")) if section < len(self._sections) else None
            start = stated_number(setting.get(w("start"))) if setting is not None and section != before else None
            number = number + 1 if start is None else start
            form = _FORMS.get((setting.get(w("fmt")) or "") if setting is not None else "", str)
            pages.append(DraftPage(page, form(number) or str(number) if shows_numbers else str(page)))
            before = section
        return pages
