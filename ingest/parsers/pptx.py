"""PowerPoint presentations (PPTX): a page for each slide, its title as heading, its lists, its tables, and the speaker's notes.

Notes are not on the slide, so they are blocks of a kind of their own, and quotes from them are marked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pptx.exc
from pptx.opc.package import PartFactory
from pptx.oxml import parse_xml
from pptx.package import Package
from pptx.parts.presentation import PresentationPart

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.draft import Draft, DraftPage
from ingest.file_kind import FileKind
from ingest.left_out import Reason
from ingest.parsed import FileFacts
from ingest.parsers.office_package import FAILURES, in_usual_names, open_mended
from ingest.parsers.package_parts import damage_warnings
from ingest.parsers.pptx_bullets import a, p
from ingest.parsers.pptx_cleaning import clean
from ingest.parsers.pptx_notes import link_gathered_notes
from ingest.parsers.pptx_slide import SlideReading
from ingest.parsers.pptx_speaker_notes import note_blocks
from ingest.parsers.pptx_visibility import UNKNOWN, Frame, Sight
from ingest.property_facts import facts_from_properties, has_properties

__all__ = ["parse_pptx"]

_MOST_SLIDES = 5000
_COMMENT = re.compile(rb"<(?:\w+:)?cm[\s>]")
_USUAL_SIZE = (9_144_000, 6_858_000)  # of a presentation that does not say, in PowerPoint's units
_MACRO_KINDS = ("slideshow", "template")  # which the library does not know where they hold macros
_THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"

PartFactory.part_type_for.update({f"application/vnd.ms-powerpoint.{kind}.macroEnabled.main+xml": PresentationPart for kind in _MACRO_KINDS})


def parse_pptx(file: Path | BytesIO) -> Draft:
    """The blocks of a presentation, slide by slide. Raises DocumentUnreadable."""
    try:
        (presentation, slides), damaged = open_mended(in_usual_names(file), _opened)
    except (*FAILURES, pptx.exc.PythonPptxError) as error:
        raise DocumentUnreadable(texts()("unreadable.presentation")) from error
    if len(slides) > _MOST_SLIDES:
        raise DocumentUnreadable(texts()("unreadable.slides", most=_MOST_SLIDES))
    draft = Draft(FileKind.PPTX.media_type, [], _facts(presentation), warnings=damage_warnings(damaged), has_whole_paragraphs=True)
    page = Frame(0, 0, presentation.slide_width or _USUAL_SIZE[0], presentation.slide_height or _USUAL_SIZE[1])
    bare: list[int] = []
    noted = 0
    for number, slide in enumerate(slides, 1):
        draft.pages.append(DraftPage(number, str(number)))
        if slide is None:
            draft.warnings.append(texts()("noticed.slide", slide=number))
            bare.append(number)
            continue
        if slide.element.get("show") in ("0", "false"):
            draft.left_out[Reason.HIDDEN_SLIDE] += 1
            continue
        before = len(draft.blocks)
        clean(slide)
        SlideReading(draft, slide, number, Sight(slide, page, _colours(slide))).read()
        if comments := _comments(slide):
            draft.left_out[Reason.COMMENT] += comments
        if len(draft.blocks) == before:
            bare.append(number)
        notes = list(note_blocks(slide, number, draft.left_out))
        noted += 1 if notes else 0
        draft.blocks.extend(notes)
    link_gathered_notes(draft)
    draft.pages_without_text = tuple(bare)
    if noted:
        draft.warnings.append(texts()("noticed.speaker_notes", count=noted))
    return draft


def _opened(file: str | BytesIO) -> tuple[Any, list[Any]]:
    """The presentation, also one that is saved as a show or a template, and its slides; None for one that is not there."""
    part: Any = Package.open(file).main_document_part
    entries = part.presentation.element.get_or_add_sldIdLst().sldId_lst  # the library's own list of slides has all of them or none
    return part.presentation, [_slide(part, entry.rId) for entry in entries]


def _slide(part: Any, name: str) -> Any | None:  # noqa: ANN401  # python-pptx
    """The slide of that name with all that it stands on; None where a part of that is missing."""
    try:
        slide = part.related_slide(name)
        is_whole = slide.slide_layout.slide_master is not None
    except (KeyError, AttributeError):
        return None
    return slide if is_whole else None


def _facts(presentation: Any) -> FileFacts:  # noqa: ANN401  # python-pptx
    package = presentation.part.package
    parts = {str(part.partname): part.blob for part in package.iter_parts() if str(part.partname).startswith("/docProps/")}
    try:
        core = presentation.core_properties if has_properties(package) else None
    except (KeyError, ValueError, AttributeError, SyntaxError):
        core = None
    return facts_from_properties(core, parts)


def _comments(slide: Any) -> int:  # noqa: ANN401  # python-pptx
    """How many comments hang on a slide."""
    parts = [relation.target_part for relation in slide.part.rels.values() if not relation.is_external]
    blobs = [part.blob for part in parts if "comment" in str(part.partname) and "Author" not in str(part.partname)]
    return sum(len(_COMMENT.findall(blob)) for blob in blobs)


def _colours(slide: Any) -> Mapping[str, str]:  # noqa: ANN401  # python-pptx
    """The colours of the slide's theme by their names there; none where they cannot be told."""
    master = slide.slide_layout.slide_master
    try:
        theme = parse_xml(master.part.part_related_by(_THEME).blob)
    except (KeyError, SyntaxError, ValueError):
        return {}
    named: dict[str, str] = {}
    scheme = theme.find(f".//{a('clrScheme')}")
    for node in () if scheme is None else scheme:
        value = next((child.get("val") if child.tag == a("srgbClr") else child.get("lastClr") for child in node), None)
        named[node.tag.rpartition("}")[2]] = (value or UNKNOWN).upper()
    own = [root.find(f"{p('clrMapOvr')}/{a('overrideClrMapping')}") for root in (slide.element, slide.slide_layout.element)]
    names: Mapping[str, str] = next((node for node in (*own, master.element.find(p("clrMap"))) if node is not None), {})
    return {**named, **{name: named.get(themed, UNKNOWN) for name, themed in names.items()}}
