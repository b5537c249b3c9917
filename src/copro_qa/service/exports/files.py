"""The kinds of file that answers can be taken away in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from copro_qa.service.exports.docx_file import docx_file
from copro_qa.service.exports.markdown import markdown
from copro_qa.service.exports.references import bibtex, csl_json, ris
from copro_qa.service.exports.taken import TakenConversation

__all__ = ["ExportFile", "ExportKind", "export_file"]


class ExportKind(StrEnum):
    """What can be taken away. ``print`` is a page; the others are files."""

    DOCX = "docx"
    MARKDOWN = "markdown"
    PRINT = "print"
    JSON = "json"
    RIS = "ris"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to save."""

    name: str
    media_type: str
    content: bytes


def export_file(kind: ExportKind, conversation: TakenConversation) -> ExportFile:
    """The file of this kind. Raises ValueError for ``print``, which is a page."""
    match kind:
        case ExportKind.DOCX:
            word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            return ExportFile("answers.docx", word, docx_file(conversation))
        case ExportKind.MARKDOWN:
            return _text("answers.md", "text/markdown", markdown(conversation))
        case ExportKind.JSON:
            return _text("answers.json", "application/json", json.dumps({"answers": conversation.records}, ensure_ascii=False, indent=1))
        case ExportKind.RIS:
            return _text("references.ris", "application/x-research-info-systems", ris(conversation.items))
        case ExportKind.BIBTEX:
            return _text("references.bib", "application/x-bibtex", bibtex(conversation.items))
        case ExportKind.CSL_JSON:
            return _text("references.json", "application/vnd.citationstyles.csl+json", csl_json(conversation.items))
        case ExportKind.PRINT:
            raise ValueError("print is a page, not a file")


def _text(name: str, media_type: str, content: str) -> ExportFile:
    return ExportFile(name, f"{media_type}; charset=utf-8", content.encode())
