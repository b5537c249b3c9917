"""How a question is taken: as it was understood or as it stands, as one, or as several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from copro_qa.answer import Quote
from copro_qa.answering.conversation import leans_on_earlier, says_enough
from copro_qa.answering.folding import fold_repeats
from copro_qa.answering.wording import Part, Wording

__all__ = ["Decided", "Taken", "as_one", "as_several", "in_turn", "left_open"]

_OF_SUREST = 0.5
"""Of several questions that are answered together only, those count as answered whose confidence is at least this share of the surest's."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is shown for one question: quotes when they are sure enough, else related passages."""

    confidence: float
    quotes: tuple[Quote, ...] = ()
    related: tuple[Quote, ...] = ()
    off_topic: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What was decided for a question, as it was taken: as one, or as several, of which some may be ``unanswered``."""

    found: tuple[Decided, ...]
    interpreted_as: str | None
    unanswered: tuple[str, ...] = ()


def as_one(question: str, wording: Wording, decide: Callable[[Part], Decided]) -> Taken:
    """A question as it was understood. What was taken to go on with the conversation may be about something else: then as it stands."""
    (part,) = wording.parts
    found = decide(part)
    if found.quotes:
        return Taken((found,), wording.interpreted_as)
    # What only points back ("Does it work?") means nothing by itself, and any quote for it would answer another question.
    others = [part.read, *([part.alone] if part.alone and says_enough(part.asked) else [])]
    for text in dict.fromkeys(other for other in others if other != part.searched):
        by_itself = decide(Part(part.asked, text, text))
        if by_itself.quotes or (by_itself.off_topic and not leans_on_earlier(part.asked)):
            return Taken((by_itself,), _if_changed(text, question))
    return Taken((found,), wording.interpreted_as)


def as_several(question: str, wording: Wording, decide: Callable[[Part], Decided]) -> Taken:
    """Each of several questions by itself, or where none is answered so all of them as one."""
    found = tuple(decide(part) for part in wording.parts)
    if any(each.quotes for each in found):
        unanswered = tuple(part.asked for part, each in zip(wording.parts, found, strict=True) if not each.quotes)
        return Taken(found, wording.interpreted_as, unanswered)
    together = decide(Part(question, wording.whole, wording.whole))
    if not together.quotes:
        return Taken((together,), wording.interpreted_as)
    surest = max(each.confidence for each in found)
    answered = [each.confidence >= _OF_SUREST * surest and _is_quoted(each.related[:1], together) for each in found]
    if not any(answered):
        # Which of them is answered cannot be told by the passage nearest to each, so it is taken to be the surest.
        answered = [each.confidence == surest for each in found]
    unanswered = tuple(part.asked for part, is_answered in zip(wording.parts, answered, strict=True) if not is_answered)
    return Taken((together,), _if_changed(wording.whole, question), unanswered)


def in_turn(of_parts: Sequence[Sequence[Quote]], limit: int) -> tuple[Quote, ...]:
    """The best quote of each part, then the second best of each, and so on; what two parts share stands once."""
    if len(of_parts) == 1:
        return tuple(of_parts[0][:limit])
    turns = chain.from_iterable(zip_longest(*of_parts))
    return tuple(fold_repeats((quote for quote in turns if quote is not None), marked=True)[:limit])


def left_open(wording: Wording, taken: Taken, shown: Sequence[Quote]) -> tuple[str, ...]:
    """The questions, in order, that none of the quotes ``shown`` answers: also one whose quotes had no place left."""
    if len(taken.found) != len(wording.parts):
        return taken.unanswered
    # Where not each has a place, a lesser quote of one may be shown only because it is the best of another.
    counted = 1 if len(shown) < len(wording.parts) else None
    asked = zip(wording.parts, taken.found, strict=True)
    return tuple(part.asked for part, found in asked if not any(_is_shown(quote, shown) for quote in found.quotes[:counted]))


def _is_shown(quote: Quote, shown: Sequence[Quote]) -> bool:
    return any(span.overlaps(quote.span) for other in shown for span in (other.span, *other.also))


def _is_quoted(nearest: Sequence[Quote], decided: Decided) -> bool:
    return any(quote.span.overlaps(near.span) for quote in decided.quotes for near in nearest)


def _if_changed(understood: str, question: str) -> str | None:
    return understood if understood != question.strip() else None
