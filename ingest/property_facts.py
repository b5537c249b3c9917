"""What office files say of themselves in their properties. DOCX and PPTX keep them in the same form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import unescape
from typing import Any

from ingest.facts import facts_from_mapping, language_tag, people, sensible_title
from ingest.parsed import FileFacts

__all__ = ["facts_from_properties", "has_properties"]

_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_COMPANY = re.compile(r"<Company>([^<]{1,300})</Company>")
_CUSTOM = re.compile(r"<property\b[^>]*\bname=\"([^\"]{1,60})\"[^>]*>\s*<vt:(?:lpwstr|lpstr|filetime|date)>([^<]{1,500})<")


def has_properties(package: Any) -> bool:  # noqa: ANN401  # python-docx or python-pptx
    """Whether a package holds properties. Where it does not, the libraries invent some, with today as the day of the last save."""
    return any(part.content_type == _CORE for part in package.iter_parts())


def facts_from_properties(core: Any, parts: Mapping[str, bytes]) -> FileFacts:  # noqa: ANN401  # python-docx or python-pptx
    """The facts of a package. ``parts`` holds its parts by name, as far as they are wanted.

    The core properties have no place for a publisher, a licence or a date of publication. They are taken from the properties
    that people add themselves ("Publisher", "Licence", "Date published"), the publisher then from the company. The day of the last save
    is not that of publication, and often that of a template.
    """
    added = {
        name.strip().lower().replace(" ", "_"): [unescape(value)]
        for name, value in _CUSTOM.findall(parts.get("/docProps/custom.xml", b"").decode("utf-8", "replace"))
    }
    custom = facts_from_mapping({**added, "published": added.get("date_published", added.get("published", []))})
    company = _COMPANY.search(parts.get("/docProps/app.xml", b"").decode("utf-8", "replace"))
    title = author = language = saved = None
    try:
        title, author, language = core.title, core.author, core.language
        saved = core.modified or core.created
    except (KeyError, ValueError, AttributeError, SyntaxError):  # damaged, or missing
        pass
    return FileFacts(
        title=sensible_title(title) or custom.title,
        authors=people([author or ""]) or custom.authors,
        publisher=custom.publisher or (unescape(company[1]).strip() if company else None) or None,
        published=custom.published,
        url=custom.url,
        licence=custom.licence,
        language=language_tag(language) or custom.language,
        made=saved.date().isoformat() if isinstance(saved, datetime) else None,
    )
