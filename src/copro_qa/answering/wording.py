"""From what a person typed to what is searched for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copro_qa.answering.acronyms import Acronyms
from copro_qa.answering.conversation import adds_to_earlier, asks_by_itself, leans_on_earlier
from copro_qa.answering.follow_ups import completed, interpret
from copro_qa.answering.parts import parts_of
from copro_qa.answering.spelling import Spelling
from copro_qa.store.glossary import Glossary
from copro_qa.store.lexical import terms

__all__ = ["Part", "Wording", "Words"]

_ASKING = (
    r"(?:i|can|could|(?:what|who|how|where)(?:['’]?s)?|when|why|which|is|are|was|were|do|does|did|should|would|will|must|may|please|tell"
    r"|explain|describe|define|any)"
)
_GREETING = re.compile(
    r"^\s*(?:(?:hi|hiya|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day))\b"
    r"(?: (?:there|all|everyone|again|sir(?: or madam)?|team|folks))*"
    rf"\s*(?:[,.!:;–-]+\s*|$|(?={_ASKING}\b))"
    # Somebody by name, or a team: a comma or the end of the line comes after them.
    r"|(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening|day))"
    rf"(?:(?: (?!{_ASKING}\b)(?-i:[A-Z])[\w’'.-]*){{1,3}}"
    rf"|(?: (?!{_ASKING}\b)[\w’'-]+){{0,3}} (?:team|council|board|members|colleagues?|department|office|staff|friends?|folks))"
    r"[ \t]*(?:[,.!:;–-]+\s*|\n\s*|$)"
    r"|(?:morning|afternoon|evening)(?: (?:all|everyone|team|folks))?\s*(?:[,.!:;–-]+\s*|$))",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^\s*(?:(?:please|sorry|excuse me|ok|okay|so|well|thanks|thank you)\s*[,.!]+\s*"
    r"|(?:please )?(?:can|could|would|will) (?:you|anyone|someone|somebody) (?:please |kindly )?(?:tell|explain to|remind|help) me"
    r"(?: please)?[,:]?\s+(?=(?:what|who|when|where|why|how|which|whether|if|about|the)\b)"
    r"|(?:i )?hope (?:you|this|all)\b[^.!?,]{0,30}[.!,]+\s*"
    r"|i(?:['’]d| would) (?:like|love|want) to know\s+|i (?:was|am|'m|’m) (?:just )?wondering\s+|i (?:want|need) to know\s+"
    r"|(?:i(?:['’]ve| have)(?: got)? |may i ask |can i ask |just )?(?:(?:an?|another|one|some|two|a few) "
    r"(?:(?:quick|short|simple|other) )?|(?:quick|short|simple) )questions?"
    r"(?: for you)?\s*(?:[.,!:;?–-]+\s*|$)"
    r"|do you know\s+(?=(?:what|who|when|where|why|how|which|if)\b))",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"[\s,.!–-]*\b(?:please|thanks|thank you|many thanks|cheers|ta|thx)(?: (?:in advance|so much|very much|a lot))?\s*[.!?]*$",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->"
    r"|</?[a-z][\w:-]*(?:\s+[\w:@-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))*\s*/?>",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_A_MARK = re.compile(r" (?=[?!.,;:])")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)\s*")
_TO_THE_MACHINE = re.compile(
    r"^\W*(?:(?:please|now|so|and|but|then|first|just|you (?:must|should)(?: now)?)[, ]+)*(?:ignore|disregard|forget|override|bypass)\b"
    r".*\b(?:instructions?|prompts?|rules|guidelines|above|before|previous|told)\b"
    r"|\b(?:system|developer) (?:prompt|message|mode)\b|^\W*(?:system|assistant|user|human) ?:"
    r"|\byou are (?:now|no longer|an? (?:\w+ )?(?:ai|assistant|chatbot|bot|model|pirate))\b"
    r"|^\W*(?:please )?(?:act|pretend|behave|role-?play|respond|reply|answer) (?:as|like|only|with|in|to be|that)\b",
    re.IGNORECASE,
)
"""A sentence that tells a language model what to do. There is none here, and its words would only lead the search astray."""
_MOST_COURTESIES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that were asked at once: as it was asked, as it is searched for, and as passages are read for it.

    Where a question goes on with a conversation it is searched for together with all that was asked, and read for by itself. Where it only
    adds something to the question before it ("What about carers?"), ``adds`` holds the search terms for that, slips put right and acronyms
    explained. ``alone`` is the question without those before it, slips put right and acronyms explained, where they changed it.
    """

    asked: str
    searched: str
    read: str
    adds: frozenset[str] = frozenset()
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is searched for: one part, or several for several questions in one. Without parts nothing was asked.

    ``whole`` is all of it as one question, and ``interpreted_as`` the same where it is not what was asked, else None.
    """

    parts: tuple[Part, ...]
    whole: str
    interpreted_as: str | None


class Words:
    """Understands questions by the words of one corpus.

    Args:
        glossary: The corpus' words and acronyms.
        knows: See Spelling.
        all_turns: See Topic.all_turns. Without it only words tell whether a question goes on with those before it.

    """

    def __init__(
        self,
        glossary: Glossary,
        knows: Callable[[str], bool] = lambda _: False,
        all_turns: Callable[[str, Sequence[str], str], str | None] = lambda *_: None,
    ) -> None:
        self._all_turns = all_turns
        self._acronyms = Acronyms(glossary)
        self._spelling = Spelling(glossary, knows)

    def understood(self, question: str, history: Sequence[str] = ()) -> Wording:
        """The question without its greeting, completed from the earlier ones, with its slips put right and its acronyms explained."""
        asked = _without_courtesies(question)
        if not terms(asked) and not (history and leans_on_earlier(asked)):
            return Wording((), asked, None)
        earlier = [_without_courtesies(past) for past in history]
        pieces = parts_of(asked)
        parts: list[Part] = []
        for piece in pieces:
            # A later part leans on the first ("What is co-production and who pays for it?").
            before = [*earlier, *([pieces[0]] if parts else [])]
            whole_question = completed(piece, before, of_same_breath=bool(parts))
            searched = self._as_searched(whole_question.text if whole_question else piece)
            # What asks something of its own is looked for together with the question that it leans on, which is not to be answered again.
            # Of several questions in one breath the later are read with the first: it is answered in any case.
            put_after = whole_question is not None and whole_question.put_after and not parts
            by_itself = asks_by_itself(piece) if put_after else None
            adds = adds_to_earlier(self._as_searched(piece)) if put_after and not by_itself else frozenset()
            read = self._as_searched(by_itself) if by_itself else searched
            # A pronoun that was replaced by its topic leaves nothing open.
            open_ended = whole_question is None or whole_question.put_after
            turns = self._all_turns(piece, earlier, searched) if earlier and open_ended and len(pieces) == 1 else None
            changed_by_earlier = turns is not None or whole_question is not None
            alone = self._as_searched(piece) if changed_by_earlier and len(pieces) == 1 else ""
            parts.append(Part(piece, self._as_searched(turns) if turns else searched, read, adds, alone))
        whole = parts[0].searched if len(parts) == 1 else self._as_searched(interpret(asked, earlier) or asked)
        changed = [part.searched for part in parts] != pieces or (len(parts) == 1 and whole != question.strip())
        return Wording(tuple(parts), whole, " · ".join(part.searched for part in parts) if changed else None)

    def _as_searched(self, question: str) -> str:
        left = [word for word in question.split() if word.strip(".,;:?!()") in self._acronyms]
        return self._acronyms.expanded(self._spelling.corrected(question, leave=[word.strip(".,;:?!()") for word in left]))


def _without_markup(question: str) -> str:
    return _BEFORE_A_MARK.sub("", " ".join(_MARKUP.sub(" ", question).split()))


def _without_courtesies(question: str) -> str:
    """The question without a greeting or a courtesy before it, and without thanks after it; empty where there is nothing else."""
    text = _without_orders(_without_markup(question) if _MARKUP.search(question) else question.strip())
    for _ in range(_MOST_COURTESIES):
        text = _COURTESY.sub("", _GREETING.sub("", text, count=1), count=1)
    shorter = _THANKS.sub("", text)
    return f"{shorter}?" if text.endswith("?") and shorter and not shorter.endswith("?") else shorter


def _without_orders(text: str) -> str:
    """The text without what it tells a machine to do, where it asks something besides."""
    sentences = _SENTENCE.findall(text)
    kept = [sentence for sentence in sentences if not _TO_THE_MACHINE.search(sentence)]
    return "".join(kept).strip() if 0 < len(kept) < len(sentences) else text
