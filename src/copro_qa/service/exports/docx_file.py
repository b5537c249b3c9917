"""A conversation as a Word document (DOCX), with real footnotes.

python-docx has no footnotes of its own, but lets parts be added to the package: the footnotes part is written here after ECMA-376, part 1,
17.11, with the two separators that Word asks for, and each reference in the text points into it.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

from copro_qa.service.exports.taken import TakenAnswer, TakenConversation, TakenQuote
from copro_qa.texts import texts

__all__ = ["docx_file"]

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOTE = (
    '<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
)
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def docx_file(conversation: TakenConversation) -> bytes:
    """The document."""
    say = texts()
    document = docx.Document()
    _add_styles(document)
    document.core_properties.title = say("export.title")
    document.core_properties.author = say("site.name")
    document.core_properties.comments = conversation.generation
    document.add_heading(say("export.title"), 0)
    document.add_paragraph(say("export.introduction"))
    if conversation.notice:
        document.add_paragraph().add_run(conversation.notice).bold = True
    for answer in conversation.answers:
        _add_answer(document, answer)
    if conversation.works:
        document.add_heading(say("export.references"), 1)
        for work in conversation.works:
            document.add_paragraph(_shown(work))
        document.add_heading(say("export.licences"), 1)
        for title, licence in conversation.licences:
            document.add_paragraph(_shown(f"{title}: {licence}"), style="List Bullet")
    _add_footnotes(document, conversation)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_answer(document: Any, answer: TakenAnswer) -> None:  # noqa: ANN401  python-docx ships no types
    say = texts()
    document.add_heading(_shown(answer.question), 1)
    if answer.looked_for:
        document.add_paragraph(_shown(answer.looked_for))
    for quote in answer.quotes:
        _add_quote(document, quote)
    if answer.unanswered:
        document.add_paragraph(say("answer.unanswered", count=len(answer.unanswered)))
        for part in answer.unanswered:
            document.add_paragraph(_shown(part), style="List Bullet")
    if answer.refusal:
        document.add_paragraph(f"{say('refusal.title')}. {answer.refusal}")
    if answer.related:
        document.add_heading(say("refusal.related"), 2)
        for quote in answer.related:
            _add_quote(document, quote)
    document.add_paragraph().add_run(answer.searched).italic = True


def _add_quote(document: Any, quote: TakenQuote) -> None:  # noqa: ANN401  see above
    if quote.lead:
        document.add_paragraph(_shown(quote.lead), style="Quote")
    paragraph = document.add_paragraph(_shown(quote.words), style="Quote")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(quote.number))
    paragraph.add_run(style="Footnote Reference")._r.append(reference)  # noqa: SLF001  the way that python-docx gives to elements it lacks


def _add_styles(document: Any) -> None:  # noqa: ANN401  see above
    reference = document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set(qn("w:styleId"), "FootnoteReference")
    reference.font.superscript = True
    note = document.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    note.element.set(qn("w:styleId"), "FootnoteText")
    note.base_style = document.styles["Normal"]


def _add_footnotes(document: Any, conversation: TakenConversation) -> None:  # noqa: ANN401  see above
    quotes = [quote for answer in conversation.answers for quote in (*answer.quotes, *answer.related)]
    notes = "".join(_NOTE.format(number=quote.number, text=escape(_shown(quote.note))) for quote in quotes)
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}>{_SEPARATORS}{notes}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _shown(text: str) -> str:
    """XML cannot hold some control characters, so a mark stands for them, as on a page."""
    return _NOT_IN_XML.sub("�", text)
