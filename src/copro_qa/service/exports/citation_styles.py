"""References in a citation style, by citeproc-py: Harvard (Cite Them Right), which comes with it, and footnotes after OSCOLA, our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import citeproc
from citeproc.source.json import CiteProcJSON

__all__ = ["Style", "Styled", "styled"]

_NOTES = frozenset({"note", "annote", "genre"})


class Style(StrEnum):
    """The citation styles."""

    HARVARD = "harvard"
    OSCOLA = "oscola"


@dataclass(frozen=True, slots=True)
class Styled:
    """One note per quote, in order, and the list of works, each as plain text."""

    notes: tuple[str, ...]
    works: tuple[str, ...]


def styled(style: Style, items: Sequence[dict[str, Any]], places: Sequence[tuple[str, str | None]]) -> Styled:
    """Cites ``places``: the id of an item, and the label of the page, or None where there are no pages."""
    with as_file(files(__package__).joinpath("oscola.csl")) as own:
        file = own if style is Style.OSCOLA else Path(citeproc.STYLES_PATH) / "harvard-cite-them-right.csl"
        parsed = citeproc.CitationStylesStyle(str(file), validate=False)
    # Notes are for people who look after references, not fields that this kind of work has in either style.
    source = CiteProcJSON([{name: value for name, value in item.items() if name not in _NOTES} for item in items])
    works = citeproc.CitationStylesBibliography(parsed, source, citeproc.formatter.plain)
    citations = [citeproc.Citation([_cited(identity, page)]) for identity, page in places]
    for citation in citations:
        works.register(citation)
    notes = tuple(str(works.cite(citation, _never)) for citation in citations)
    return Styled(notes, tuple(map(str, works.bibliography())) if items else ())


def _cited(identity: str, page: str | None) -> citeproc.CitationItem:
    # citeproc-py keeps the ids of items in lower case.
    return (
        citeproc.CitationItem(identity.lower(), locator=citeproc.Locator("page", page)) if page else citeproc.CitationItem(identity.lower())
    )


def _never(item: citeproc.CitationItem) -> str:
    raise KeyError(item.key)
