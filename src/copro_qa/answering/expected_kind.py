"""What kind of thing a question asks for, told by its words, and which quotes hold any.

A question that asks for a date is not answered by a sentence without one, however near it comes. Only kinds that leave a clear trace in a
text are told: where there is doubt, nothing is expected. After Li and Roth (2002), "Learning question classifiers", whose classes of
numbers, persons and places these are a part of, by rules in place of learning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from copro_qa.answer import Quote
from copro_qa.answering.act_names import without_years
from copro_qa.answering.figure_words import FEW, few
from copro_qa.answering.named_people import POST
from copro_qa.answering.other_events import asks_when_in_force
from copro_qa.answering.parts import asked_last
from copro_qa.answering.posts_asked import PostAsked
from copro_qa.answering.stated_kinds import Kind, holds, items
from copro_qa.document import BlockKind
from copro_qa.store.lexical import terms

__all__ = ["Expected", "asks_for_several", "asks_for_steps", "expected_of", "holders_first", "lacks_nothing", "speaks_of_another_post"]

_TIMES = r"(?:second|minute|hour|day|night|week|fortnight|month|term|quarter|year|decade|centur|life)\w*"
_BEFORE_A_POST = r"(?:(?!(?:to|for|of|by|with|in|on|at|and|or|than|from|as|responsible|accountable|involved|a|an)\b)[\w'’-]+ ){0,4}"
_LED_BY_A_PERSON = (
    r"(?:commission|committee|inquiry|enquiry|review|board|group|panel|team|party|council|government|department|agency|taskforce)"
)
_NOW = r"(?:today|now|nowadays|currently|at present|at the moment|these days)"
_DONE_BY_A_DATE = (
    r"(?:published|reviewed|submitted|completed|updated|prepared|adopted|laid|sent(?: in)?|made|returned|renewed|finished|produced"
    r"|revised|held|paid|ready|due|in place|signed|filed|lodged|set up|repaid|delivered|handed in)"
)
_SUM = r"(?:costs?|fees?|charges?|price|budget|fines?|penalt(?:y|ies)|salary|funding|grant)"

_HOW_TO = re.compile(
    r"\bhow (?:do|does|did|can|could|should|must|would|will|to|is|are)\b(?!.*\b(?:differ(?:s|ent)?|relates?|compares?)\b)"
    r"|\b(?:steps?|stages?|process|procedure)\b",
    re.IGNORECASE,
)
# The first kind of which a pattern matches counts, so the narrower stand before the wider.
_ASKED: dict[Kind, tuple[str, ...]] = {
    Kind.CONTACT: (
        r"\b(?:(?:phone|telephone|contact) numbers?|helpline|e-?mail address|postal address|contact details|(?:website|web) address)\b",
    ),
    Kind.MONEY: (
        r"\bhow much (?:money|funding|does it cost|did it cost|will it cost|do i pay|will i pay)",
        r"\bhow much\b.*\b(?:cost|pay|paid|spen[dt]|fund\w*|budget|invest\w*|grant|fine|fee|charge|worth|allocat\w*|awarded)\b",
        rf"\bhow (?:big|high|large) (?:is|are|was|were|will) (?:the )?(?:\w+ )?{_SUM}\b",
        rf"\bwhat(?: is| are| was| were|'s|’s)? (?:the )?(?:\w+ )?{_SUM}\b",
        r"\b(?:what|which) (?:sum|amount)\b|\bhow expensive\b",
        r"\bwhat (?:does|did|do|will|would) (?:\w+ ){1,4}cost\b",
        r"\bhow much (?:is|are|was|were|has been|have been) (?:set aside|given|saved|raised|received|cut)\b",
        r"\b(?:what|which) (?:level|size) of (?:\w+ ){0,2}(?:spend|spending|expenditure|funding|income|savings|investment|costs?)\b",
    ),
    Kind.SHARE: (r"\b(?:what|which)(?: is| was| are| were)?(?: the)? (?:proportion|percentage|per cent|share|fraction)\b",),
    Kind.DURATION: (
        r"\bhow long\b",
        r"\bhow (?:far ahead|soon|quickly)\b|\bhow much (?:notice|time)\b",
        rf"\bhow many {_TIMES}\b",
        r"\bwhat(?: is|['’]s) the time limit\b",
    ),
    Kind.FREQUENCY: (r"\bhow (?:often|frequently|regularly)\b",),
    Kind.DATE: (
        r"(?:^|[.?!,;:]\s*|\band )when (?:was|were|did|will|has|have|is|are)\b",
        r"\bwhen do(?:es)?\b.*\b(?:start|begin|end|expire|open|close|come into force|take effect|come in)\b",
        r"\b(?:what|which) (?:year|date|month|day|decade)\b",
        r"\bwhat(?: is| was|['’]s) the (?:\w+ )?(?:deadline|date)\b",
        r"^(?:and )?(?:by|until|till|since) when\b|\bwhen exactly\b",
    ),
    Kind.TIME: (
        # Not "When can a council refuse?", which is answered by a condition.
        rf"\bwhen (?:must|shall|should)\b(?:(?!,).)*\bbe (?:\w+ly )?{_DONE_BY_A_DATE}\b",
        rf"\bwhen do(?:es)?\b(?:(?!,).)*\b(?:have|has|need)s? to be (?:\w+ly )?{_DONE_BY_A_DATE}\b",
    ),
    Kind.COUNT: (
        r"\bhow many\b",
        r"\b(?:what|which)(?: is| was)?(?: the)?(?: \w+)? (?:number of|age)\b|\b(?:what|which) number\b",
        r"\bhow old\b",
    ),
    Kind.AMOUNT: (
        r"\b(?:by how much|how much (?:did|has|have|will|of|more|less|lower|higher))\b",
        r"\bhow (?:big|large|high|far) (?:is|was|are|were)\b|\bhow much (?:is|was) (?:a|an|the|it|this|each|one|my|your)\b",
        r"\bwhat(?: is| was|['’]s) the (?:\w+ ){0,2}(?:rate|total|average|population|ratio)\b",
        r"\bturnout\b",
    ),
    Kind.PERSON: (
        rf"\bwho(?:['’]s| is| was| will be| has been| became) (?!.*\b(?:to|by|from)\W*$){_BEFORE_A_POST}{POST}\b",
        rf"\bwhat (?:is|was) the {_BEFORE_A_POST}{POST} called\b|\bnames of the {_BEFORE_A_POST}{POST}s?\b",
        rf"\bname of {_BEFORE_A_POST}{POST}\b",
        rf"\b(?:what is|what['’]s|give me) the {_BEFORE_A_POST}{POST}['’]?s name\b",
        r"\bwhich person\b",
    ),
    Kind.POST: (
        r"\bwho (?:\w+ )?(?:chair(?:s|ed)|convene[sd]?)\b",
        rf"\bwhich {POST}\b",
        rf"\bwho (?:led|leads|heads|headed|runs|ran)\b.*\b{_LED_BY_A_PERSON}\b|\bwho\b.*\blead\b.*\b{_LED_BY_A_PERSON}\b",
        rf"\bwho\b.*\b(?:in charge|runs|running|leads|leading|heads|heading)\b.*\b{_NOW}\b",
        r"\bwho(?:['’]s| is| was| are| will)\b.*\bchair\b",
    ),
    Kind.HOLDER: (
        r"\bwho (?:\w+ )?(?:led|leads|heads|headed|runs|ran|wrote|founded|set up|signed|launched|published|commissioned)\b",
        r"\bwho(?:['’]s| is| was| are| will)\b.*\b(?:lead|head|authors?)\b",
        r"\bwho(?:['’]s| is| are| was| were)(?: \w+)? (?:running|leading|heading)\b",
        r"\bwho(?:['’]s| is| are| was| were| will be)(?: (?:currently|now|actually|ultimately|overall))? in charge\b",
    ),
}
_EXPECTED = {kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in _ASKED.items()}
_CLAUSE_OF_TIME = re.compile(r"^\W*when\b[^?]*,", re.IGNORECASE)
"""A question that begins "When a plan is reviewed, who …" does not ask for a date."""

_LACKING = 0.24
"""What is left of the score of a quote that lacks what is asked for. docs/quality.md says what other shares gave."""
_WORDS_OF_A_SIGNATURE = 6
_BESIDE_A_SIGNATURE = 80
"""Characters. Below or above a name in a line of its own stands what its holder is."""
_SO_MANY_THINGS = re.compile(
    rf"\b(?:what|which|name|list|give)\b(?: (?:is|are|were|was|me))?(?: the)?(?: (?:main|key|core|only|other))?"
    rf" (?P<number>{FEW}) (?!{_TIMES}|per ?cent|in |out of )[a-z]",
    re.IGNORECASE,
)
_AUXILIARY = r"(?:are|were|do|does|did|can|could|will|would|shall|must|should|may|might|have|has|had|need)"
_SEVERAL_THINGS = re.compile(
    rf"\b(?:what|which)(?: \w+){{0,2}} (?!(?:does|has|says|goes)\b)(?:\w+[^\Wsuio]s|people|children|criteria)(?: of \w+)? {_AUXILIARY}\b"
    r"|\b(?:what|which|who) (?:are|were) (?!you\b|we\b|they\b|i\b|there\b)|\bwhat (?:kinds?|sorts?|types?) of\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer has to hold: something of ``kind``, and of a list ``things`` of them."""

    kind: Kind
    things: int = 1
    asked: frozenset[str] = field(default=frozenset(), compare=False)
    """The terms of the question."""
    in_force: bool = field(default=False, compare=False)
    """Whether it asks when a law came into force, which the year in the name of a law does not tell."""
    post: PostAsked | None = field(default=None, compare=False)
    """The post of which the holder is asked for."""

    def is_held_by(self, texts: Iterable[str]) -> bool:
        """Whether any of ``texts``, a quote and its lead-in, may hold it. Rather yes than no."""
        if self.kind is Kind.LIST:
            return any(items(text) >= self.things for text in texts)
        return any(holds(without_years(text) if self.in_force else text, self.kind, self.asked) for text in texts)


def expected_of(question: str) -> Expected | None:
    """What ``question``, or the last of several, asks for; None when its words do not tell."""
    asked = frozenset(terms(question))
    question = asked_last(question)
    if _CLAUSE_OF_TIME.match(question):
        question = question.partition(",")[2]
    if listed := _SO_MANY_THINGS.search(question):
        return Expected(Kind.LIST, few(listed["number"]))
    kind, asking = next(((kind, found[0]) for kind, pattern in _EXPECTED.items() if (found := pattern.search(question))), (None, ""))
    if kind is None:
        return None
    post = PostAsked(asking) if kind in {Kind.PERSON, Kind.POST} else None
    return Expected(kind, asked=asked, in_force=asks_when_in_force(question), post=post)


def asks_for_several(question: str) -> bool:
    """Whether ``question``, or the last of several, asks for things in the plural, so that a list as a whole may be the answer."""
    return bool(_SEVERAL_THINGS.search(asked_last(question)))


def asks_for_steps(question: str) -> bool:
    """Whether ``question``, or the last of several, asks how something is done, so that all steps of a numbered list are the answer."""
    return bool(_HOW_TO.search(asked_last(question)))


def holders_first(quotes: Iterable[Quote], holds_it: Callable[[Quote], bool]) -> list[Quote]:
    """The quotes, best first, where those that lack what is asked for have a lower score than they came with."""
    weighed = [quote if holds_it(quote) else replace(quote, score=quote.score * _LACKING) for quote in quotes]
    return sorted(weighed, key=lambda quote: -quote.score)


def lacks_nothing(quote: Quote, expected: Expected) -> bool:
    """Whether a quote may hold what is asked for, in its own words or in the lead-in of its list or table.

    A sentence that it only leans on does not count: where that holds the answer, it is a better quote by itself.
    """
    introduced = quote.lead is not None and quote.span.blocks and quote.span.blocks[0].kind is not BlockKind.PARAGRAPH
    return expected.is_held_by([quote.lead.text, quote.text] if introduced and quote.lead else [quote.text])


def speaks_of_another_post(quote: Quote, expected: Expected) -> bool:
    """Whether it cannot tell who holds the post asked for.

    Neither it, nor its lead-in, nor a heading above it, nor, where a name stands alone, what stands beside that names the post.
    """
    post = expected.post
    if post is None:
        return False
    texts = [quote.text, *quote.span.section, *([quote.lead.text] if quote.lead is not None else [])]
    if len(quote.text.split()) <= _WORDS_OF_A_SIGNATURE:
        text, span = quote.span.document.text, quote.span
        texts.append(text[max(0, span.start - _BESIDE_A_SIGNATURE) : span.end + _BESIDE_A_SIGNATURE])
    return not any(map(post.is_spoken_of, texts))
