"""Which sentences are of a kind that can answer at all."""

from __future__ import annotations

import re

from copro_qa.answering.other_events import dates_another_event
from copro_qa.answering.questions_in_text import only_asks
from copro_qa.answering.quoted_speech import announced
from copro_qa.document import Block, BlockKind, Document, Span
from copro_qa.store.lexical import terms

__all__ = ["may_answer"]

_NEVER = frozenset({BlockKind.HEADING})
_ONLY_FOR_SOURCES = frozenset({BlockKind.REFERENCE, BlockKind.CONTENTS, BlockKind.TITLE, BlockKind.FRONT_MATTER, BlockKind.CAPTION})
_ASKS_FOR_REFERENCE = re.compile(
    r"\b(?:(?<!terms of )references?|bibliograph\w+|cit(?:e[ds]?|ations?)|publications?|authors?|wrote|written by|(?:figure|table) \d+"
    r"|(?<!\bbe )published(?! (?:each|every|annually|yearly|monthly|quarterly|once)\b)"
    r"|(?<!funding )(?<!income )(?<!energy )(?<!power )(?<!heat )(?<!water )sources?"
    r"(?! of (?!(?:the |this |that |these |those )?"
    r"(?:figures?|quot\w+|claims?|data|information|evidence|statistics?|tables?|images?|photos?)\b)))\b",
    re.IGNORECASE,
)
"""Asks where something is written. "Terms of reference", "sources of funding" and "what must be published" ask for no such thing."""
_ONLY_FRAMES = re.compile(
    r"Dear [^.:;]{1,80},|Yours (?:sincerely|faithfully|truly),?"
    r"|\W*(?:(?:Unweighted |Weighted |Sample )?Base|Sources?|Data sources?): .*"
    r"|\W*(?:Figure|Table|Chart|Map|Box|Graph) [A-Z]?\d+(?:\.\d+)*[a-z]?[:.] [^.!?]*",
)
"""What stands around a text, a table or a figure: a greeting, of how many a share is, where figures come from, and what they show."""
_LONGEST_FRAGMENT = 12
"""Words. A paragraph of no more, without a full stop or a figure, is a heading or a name by itself, whatever its file says it is."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.!?:;,][”’\"')\]]*\d{0,3}$")
_SAYS_SOMETHING = re.compile(r"[\d@£:;]|https?:|www\.")
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|(?: \.){4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
_CITING_FOOTNOTE = re.compile(r"(?:19|20)\d\d[a-z]?\b|\bibid\b|\bpage [\divxlc]+|\bp\. ?\d", re.IGNORECASE)
_LONGEST_CITING_FOOTNOTE = 8
"""Words. A footnote of no more, with a year or a page, only names a source."""
_NAMES_A_SOURCE = re.compile(
    r"(?:\d{1,3}[.)]? +|[*†‡] *)?"
    r"(?!(?:According|After|Although|As|At|Before|By|During|Following|For|From|If|In|On|Since|To|Under|Unless|When|Where|While|With)\b)"
    r"[A-Z][^()]{1,80} \((?:19|20)\d\d[a-z]?\)[,.:;] [‘“'\"]?[A-Z]"
)
"""A footnote that begins with author, year and title, however long the title is. "Under the Act (2015), Councils must" says something."""
_PUBLISHED_AT = re.compile(
    r",\s(?:last )?(?:accessed|published|released|retrieved|updated|viewed)\b.{0,40}\b(?:19|20)\d\d\b", re.IGNORECASE
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|does|do|did)(?:n['’]t)?\b", re.IGNORECASE
)
"""Without any of these a footnote with the date of what it names only names it: "Claims in 2024, GOV.UK, published 30 March 2025"."""
_POINTS_ELSEWHERE = re.compile(
    r"(?:read (?:next|more|on)|see also|further reading|related (?:pages|links|documents)|useful links)\W*", re.IGNORECASE
)
"""Headings of lists of other documents to read."""
_MORE = r"(?:more|further|additional|other|detailed|full|fuller|general)"
_INFORMATION = r"(?:information|details?|guidance|advice|reading|background|explanations?|examples?)"
_UP_TO_ITS_VERB = (
    r"(?:(?! (?:is|are|was|were|has|have|had|can|may|might|must|should|will|would|who|which|that)\b)(?:[^\d.,;:]|\b(?:19|20)\d\d\b))*"
)
"""Without a figure but for a year: "details of the 14 grants" says how many there are."""
_IN_A_PLACE = (
    r"(?: (?:(?:also |free )?(?:here|online|separately|overleaf|below|above|in|on|at|from|under|within|through|via)"
    r"|to (?:download|read|view|order)|as an?)\b|[.!]?$)"
)
_TURN_TO = (
    r"(?:see|visit|read|contact|ring|call|(?:tele)?phone|text|e-?mail|write to|speak to|talk to|go to|look at|refer to|consult|turn to"
    r"|click|follow|check|ask)"
)
_ONLY_POINTS = re.compile(
    r"^\W*(?:(?:you|readers|staff|teams) (?:can|may) (?:also )?|please )?(?:"
    r"read (?:much )?(?:more|further)(?: (?:about|on|in|at|from|here)\b|:|[.!]?$)|see also\b(?! that\b)[^:;]*$"
    r"|download (?:an?|the|our|this)\b(?:(?! (?:before|by|so|to|when|if|and)\b)[^.;:,])*[.!]?$"
    r"|find out more(?! (?:about )?(?:who|what|why|how|when|where)\b)(?:(?! (?:before|by|so|to|when|if|and)\b)[^.;:])*[.!]?$"
    rf"|(?:{_MORE} )+{_INFORMATION}\b{_UP_TO_ITS_VERB} (?:is|are|can be|may be) (?:also )?"
    rf"(?:available|found|given|provided|published|obtained|listed|included|contained){_IN_A_PLACE}"
    r"(?!.* (?:if|unless|when|within|until|languages?|gaelic|braille|audio|easy read|large print|formats?)\b)"
    rf"|for (?:{_MORE} )+{_INFORMATION}\b(?:{_UP_TO_ITS_VERB},? (?:please |you (?:can|may|should) )?{_TURN_TO}\b|:))",
    re.IGNORECASE,
)
"""A sentence that sends the reader to another place and says nothing else: "Read more about pilots.", "Further information is available on
our website.", but not "For more information on fees, note that nobody pays."."""
_ASKS_FOR_A_PLACE = re.compile(
    r"\b(?:where|find|more|further|information|details?|guidance|advi[cs]e|help|websites?|links?|read|downloads?|templates?|contact|learn"
    # How to reach somebody stands in such sentences, and where the form for something is.
    r"|(?:tele)?phone|ring|call|e-?mail|numbers?|address(?:es)?|touch|speak|talk|write|apply|applying|application|obtain|cop(?:y|ies)"
    r"|regist\w+)\b",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"(?:\b(?:not|nor|neither)|n['’]t)(?: (?:a|an|any|as|be|been|being|constitute|considered|count|for|in|intended|is|it|itself|meant"
    r"|regarded|relied|replace|seen|taken|the|to|treated|upon|on|way))* "
    r"(?:official (?:document|guide|publication|text|version)"
    r"|(?:(?:substitute|replacement|alternative) (?:for|to) )?(?:(?:independent|specialist|qualified|formal|own) )?"
    r"(?:legal|medical|financial|professional)(?:,? (?:or|and) (?:legal|medical|financial|professional))? advice"
    r"|(?:authoritative|definitive|complete|full) (?:statement|interpretation|explanation) of the law)\b",
    re.IGNORECASE,
)
"""What a document says of itself so that nobody takes it for more: "This guide is not legal advice"."""
_ASKS_FOR_ITS_STANDING = re.compile(
    r"\b(?:advice|advise[ds]?|document|guide|guidance|official|rel(?:y|ied)|replaces?|status|substitute|text|definitive|disclaimer"
    r"|interpretation|statement)\b",
    re.IGNORECASE,
)
_BEGINS_ASKING = re.compile(r"^\W*(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
_ASKS_ITSELF = re.compile(
    r"^\W*(?:what|which|who|where|when|why|how) (?:is|are|was|were|do|does|did|can|could|should|will|would|must|has|have)\b", re.IGNORECASE
)
"""Words in the order of a question: "what is co-production", but not "what the council will do"."""
_ASKS_ABOUT = re.compile(
    r"^\W*(?:what|why|how|when|where|who|whom|whose|tell|explain|describe|define)\b"
    r"(?!.*\b(?:or|stands? for|means?|meaning|short for|abbreviat\w+|acronyms?|called|names?|named)\b)",
    re.IGNORECASE,
)
"""Asks for something about what it names. "Does it cover carers?", "Which comes first, A or B?" and what letters stand for are answered by
the name itself."""
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE)
_INITIALS = r"[A-Z][\w’'-]+,? (?:[A-Z]\.[ -]?){1,3}"
_BIBLIOGRAPHY_ENTRY = re.compile(rf"{_INITIALS}(?:(?:,|,? and|,? &) {_INITIALS})*(?:et al\.?)?,? ?\((?:19|20)\d\d[a-z]?\)")


def may_answer(sentence: Span, question: str) -> bool:
    """Whether a sentence can answer.

    A heading cannot, nor words that ask rather than tell or that announce what is not there, nor an item that only names what it is
    about; a sentence that sends the reader elsewhere only answers who asks where to look, one that dates something else by what is
    asked about does not date that, and what a document says it is not only who asks for its standing; a caption, a greeting, contents,
    a bibliography entry or a pointer to another document only answers who asks for one.
    """
    kinds = {block.kind for block in sentence.blocks}
    if (kinds and kinds <= _NEVER) or not _WORD.search(sentence.text):
        return False
    if _ONLY_POINTS.match(sentence.text) and not _ASKS_FOR_A_PLACE.search(question):
        return False
    if _DISCLAIMS.search(sentence.text) and not _ASKS_FOR_ITS_STANDING.search(question):
        return False
    if _leads_nowhere(sentence) or dates_another_event(question, sentence.text):
        return False
    if only_asks(sentence, question) or _asks_the_same(sentence, question) or _only_names_what_is_asked_about(sentence, question):
        return False
    if _ASKS_FOR_REFERENCE.search(question):
        return True
    return not (kinds and kinds <= _ONLY_FOR_SOURCES) and not _is_apart_from_running_text(sentence)


def _leads_nowhere(sentence: Span) -> bool:
    """Whether the words end their block with a colon, and what they announce is missing: a label of a form, words over a picture."""
    document, position = sentence.document, sentence.document.block_position_at(sentence.start)
    if not sentence.text.endswith(":") or position is None or sentence.end != document.blocks[position].end:
        return False
    following = document.blocks[position + 1] if position + 1 < len(document.blocks) else None
    return (following is None or following.lead != position) and announced(sentence, position) is None


def _asks_the_same(sentence: Span, question: str) -> bool:
    """Whether the words only repeat the question: as a question, or as an item that says what is told elsewhere ("what carers do")."""
    asks = _BEGINS_ASKING.match(sentence.text)
    if asks is None or not _BEGINS_ASKING.match(question):
        return False
    is_item = bool(sentence.blocks) and sentence.blocks[0].kind is BlockKind.LIST_ITEM and not sentence.text.endswith((".", "!"))
    if not (is_item or sentence.text.endswith("?")):
        return False
    wanted, said = set(terms(_BEGINS_ASKING.sub("", question))), set(terms(sentence.text))
    if is_item and _ASKS_ITSELF.match(sentence.text) and wanted & said:
        return True
    return bool(wanted) and wanted <= said


def _only_names_what_is_asked_about(sentence: Span, question: str) -> bool:
    """Whether the words are an item of a list with nothing in it that the question does not have: "carers;" for "What do carers do?"."""
    if not _ASKS_ABOUT.match(question) or not sentence.blocks or any(block.kind is not BlockKind.LIST_ITEM for block in sentence.blocks):
        return False
    text = sentence.text
    number = _ENUMERATOR.match(text)
    words = text[number.end() :] if number else text
    named = {term for word in _WORD.findall(words) for term in terms(word)}
    # A figure says something.
    return bool(named) and named <= set(terms(question)) and not any(map(str.isdecimal, words))


def _is_apart_from_running_text(sentence: Span) -> bool:
    text = sentence.text
    if any(_POINTS_ELSEWHERE.fullmatch(heading) for heading in sentence.section[-1:]):
        return True
    if _ONLY_FRAMES.fullmatch(text):
        return True
    if _CONTENTS_LINE.search(text[-80:]) or _BIBLIOGRAPHY_ENTRY.match(text):
        return True
    if {block.kind for block in sentence.blocks} == {BlockKind.FOOTNOTE}:
        if _PUBLISHED_AT.search(text) and not _AUXILIARY.search(text):
            return True
        return bool(_NAMES_A_SOURCE.match(text) or (len(text.split()) <= _LONGEST_CITING_FOOTNOTE and _CITING_FOOTNOTE.search(text)))
    return bool(sentence.blocks) and all(_is_unmarked_heading(sentence.document, block) for block in sentence.blocks)


def _is_unmarked_heading(document: Document, block: Block) -> bool:
    """Whether a paragraph or item is a heading that its file does not call one: a few words over a longer text, that nothing introduces."""
    position = document.block_position_at(block.start)
    if position is None or not _is_fragment(document, block):
        return False
    following = document.blocks[position + 1] if position + 1 < len(document.blocks) else None
    # Several in a row are a list, and items that lean on the words are what these lead into.
    return following is None or not (following.lead == position or _is_fragment(document, following))


def _is_fragment(document: Document, block: Block) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or block.lead is not None:
        return False
    text = document.text[block.start : block.end]
    return not (_ENDS_LIKE_A_SENTENCE.search(text) or _SAYS_SOMETHING.search(text) or len(text.split()) > _LONGEST_FRAGMENT)
