"""The quoted documents as references: CSL-JSON, RIS and BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from copro_qa.texts import texts

__all__ = ["bibtex", "csl_items", "csl_json", "ris"]

Citation = Mapping[str, Any]
"""As ``payload.citation_payload`` writes it."""
Item = dict[str, Any]
"""One reference in CSL-JSON."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def csl_items(citations: Sequence[Citation]) -> list[Item]:
    """One item per document, in the order of the first quote. A document without authors is its publisher's own work."""
    items: dict[str, Item] = {}
    for citation in citations:
        if citation["document"] not in items:
            items[citation["document"]] = _item(citation)
    return list(items.values())


def _item(citation: Citation) -> Item:
    authors = citation["authors"] or ([citation["publisher"]] if citation["publisher"] else [])
    match = _DATE.fullmatch(citation["published"] or "")
    parts = [int(part) for part in match.groups() if part] if match else []
    # The address of a summary is that of what it sums up, which does not have the words that are quoted.
    is_summary = "unofficial_summary" in citation["flags"]
    fields: Item = {
        "id": citation["document"],
        "type": "report",
        "title": citation["title"],
        "author": [{"literal": author} for author in authors],
        "publisher": citation["publisher"] if citation["authors"] else None,
        "issued": {"date-parts": [parts]} if parts else None,
        "URL": None if is_summary else citation["url"],
        "genre": texts()("flags.unofficial_summary") if is_summary else None,
        "annote": texts()("export.original", address=citation["url"]) if is_summary and citation["url"] else None,
        "note": citation["licence"],
    }
    return {name: value for name, value in fields.items() if value}


def csl_json(items: Sequence[Item]) -> str:
    """CSL-JSON, which Zotero and others read. The licence stands in ``note``; what a summary sums up, in ``annote``."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def ris(items: Sequence[Item]) -> str:
    """RIS, which EndNote, Mendeley and others read."""
    lines: list[str] = []
    for item in items:
        date = [f"{part:02}" for part in item.get("issued", {"date-parts": [[]]})["date-parts"][0]]
        fields = [
            ("TY", "RPRT"),
            ("ID", item["id"]),
            ("TI", item["title"]),
            *(("AU", author["literal"]) for author in item.get("author", [])),
            ("PB", item.get("publisher")),
            ("PY", date[0] if date else None),
            ("DA", "/".join(date) if len(date) > 1 else None),
            ("UR", item.get("URL")),
            *(("N1", note) for note in _notes(item)),
            ("ER", ""),
        ]
        lines += [f"{tag}  - {_one_line(value)}" for tag, value in fields if value is not None]
    return "\r\n".join(lines) + "\r\n"


def bibtex(items: Sequence[Item]) -> str:
    """BibTeX. Names stand in double braces: they are not parted into first and last."""
    entries = []
    for item in items:
        date = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
        authors = " and ".join(f"{{{_escaped(author['literal'])}}}" for author in item.get("author", []))
        fields = {
            "title": f"{{{_escaped(item['title'])}}}",
            "author": authors,
            "institution": _escaped(item.get("publisher", "")),
            "year": f"{date[0]}" if date else "",
            "url": _one_line(item.get("URL", "")).replace("{", "%7B").replace("}", "%7D"),
            "note": ". ".join(_escaped(note) for note in _notes(item)),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        entries.append(f"@techreport{{{item['id']},\n{body}\n}}\n")
    return "\n".join(entries)


def _notes(item: Item) -> list[str]:
    """What a reference needs to be told besides: that it is a summary, and of what; and the licence."""
    licence = [f"Licence: {item['note']}"] if "note" in item else []
    return [*(item[name] for name in ("genre", "annote") if name in item), *licence]


def _one_line(value: str) -> str:
    """Facts of documents stand on one line; one that does not must not begin another field."""
    return " ".join(value.split())


def _escaped(value: str) -> str:
    return "".join(_BIBTEX_SPECIAL.get(character, character) for character in _one_line(value))
