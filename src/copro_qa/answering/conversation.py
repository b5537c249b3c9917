"""Whether a question can be understood by itself, or leans on those before it, told by its words."""

from __future__ import annotations

import re

from copro_qa.answering.pointing import POINTING, pointing_words
from copro_qa.store.lexical import terms

__all__ = ["adds_to_earlier", "asks_by_itself", "goes_on", "leans_on_earlier", "only_asks", "says_enough", "says_little", "topic_of"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ADDS = re.compile(
    r"^(?:and|but|or|so|also|then|plus|what about|how about|what if|what else|which ones?|anything else"
    r"|(?:the )?same (?:question|for|in)\b)\b",
    re.IGNORECASE,
)
"""How a question begins that adds to one before it."""
_JOINED_ON = re.compile(r"^(?:and|but|or|so|also|then|plus)\b[,\s]*", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|should|must|will|would)\b", re.IGNORECASE
)
_ELLIPTIC = re.compile(r"^(?:what|how) (?:about|else)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:for|in|with|by|to|of|from|under|on|at|about|without|since|until)\b", re.IGNORECASE)
_ASKS_BEHIND_A_PREPOSITION = re.compile(rf"{_PREPOSITION.pattern}\s+(?:how|which|what|who|whom|whose|when|where)\b", re.IGNORECASE)
_REPLY = re.compile(
    r"^(?:yes|yeah|yep|no|nope|ok|okay|sure|right|correct|thanks|thank you|exactly|i see|not really|go on|tell me more|more)\b"
    r"(?:[\s,.!]+(?:please|thanks|thank you|that|more|then|yes|no|sure|right|correct|exactly)\b)*"
    r"(?:[\s.?!]*$|[,.!]+\s|\s+(?=(?:and|but|what about|how about)\b)"
    r"|(?<=yes)\s(?-i:(?=[a-z]|I\b))|(?<=yeah)\s(?-i:(?=[a-z]|I\b))|(?<=no)\s(?=(?:i|we|not|it|they|he|she|there)\b)"
    r"|(?:(?<=ok)|(?<=okay))\s(?=(?:i|we|it|that|then)\b))",
    re.IGNORECASE,
)
"""A reply, alone or with more behind a comma: "yes please", "No, children", "No I am not". "Right to buy" and "No recourse" are none."""
_QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|should|must|will|would|may|might|has|have|had)\b",
    re.IGNORECASE,
)
_LONGEST = 14
"""Words. A longer question says itself what it is about."""
_SHORT = 6
_TERMS_BEFORE_A_POINTER = 2
"""Search terms. After so many a pronoun points to something in the question itself ("How do councils plan their services?")."""
_TOPIC = re.compile(
    r"^(?:so |and )?(?:what(?:['’]s| is| are| was| were)|who(?:['’]s| is| are| was| were)|tell me about|explain|define|describe)\s+"
    r"(?P<topic>(?:(?!\b(?:and|or|that|which|who|when|why|how|if|for|by|about|between|mean\w*|stand\w*)\b)[\w’'()/-]+\s*){1,7})\??\s*$"
    r"|^what (?:does|do) (?P<meant>[\w’'()/ -]{2,60}?) (?:mean|stand for|do|cover|say|require|include)\??\s*$",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^(?:so |and )?(?:what(?:['’]s| is) an? |what are [\w’'-]+s\W*$|define |what (?:does|do) [\w’' -]+ mean\b)", re.IGNORECASE
)
"""Asks what a word means: "What is an outcome?", but not "What is the outcome?"."""
_NAME = re.compile(
    r"(?<![.?!] )(?<!^)(?<!\bin )(?<!\bof )(?<!\bfor )(?<!\bby )(?<!\bto )"
    r"(?<!\bin the )(?<!\bof the )(?<!\bfor the )(?<!\bby the )(?<!\bto the )"
    r"(?:the )?\b[A-Z][\w’'-]+(?: (?:(?:of|for|and|on|the) )?\(?[A-Z][\w’'-]*\)?)*(?: \d{4}\b)?"
)
"""A name in a question that is what it is about, and not only where or for whom."""


def leans_on_earlier(question: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    text = question.strip()
    words = _WORD.findall(text)
    if not words or len(words) > _LONGEST:
        return False
    content = _content(text)
    if not content or _replies(text):
        return True
    if _ADDS.match(text) and not _names_its_topic(text) and (len(words) <= _SHORT or len(content) <= _TERMS_BEFORE_A_POINTER):
        return True
    if set(content) <= _OF_SOMETHING and not _DEFINED.match(text):
        return True
    if _PREPOSITION.match(text) and len(words) <= _SHORT and not _QUESTION_WORD.search(text):
        return True
    return _points_back(text)


def goes_on(question: str) -> bool:
    """Whether a question is joined to one before it, which it cannot be understood without: "And for children?"."""
    return bool(_JOINED_ON.match(question.strip())) and leans_on_earlier(question)


def says_little(question: str) -> bool:
    """Whether a question has next to no words of its own, and does not ask what something is either."""
    return len(_content(question)) < _TERMS_BEFORE_A_POINTER and not _names_its_topic(question.strip())


def says_enough(question: str) -> bool:
    """Whether a question has so many words of its own that it may be meant by itself, though it seems to point back."""
    return len(set(_content(question)) - _OF_SOMETHING - _ASKED_FOR) > _TERMS_BEFORE_A_POINTER


def _names_its_topic(text: str) -> bool:
    """Whether it asks what something of a name of its own is: "So what is co-production?", but not "And what are the aims?"."""
    topic = topic_of(text) if _TOPIC.match(text) else ""
    return bool(topic) and not set(terms(topic)) <= _OF_SOMETHING and not _is_of_another(text)


def _is_of_another(text: str) -> bool:
    """Whether it asks what something is that has no name of its own: "Who is the chair?" asks for the chair of what was spoken of."""
    topic = topic_of(text) if _TOPIC.match(text) else ""
    return topic.casefold().startswith("the ") and topic == topic.casefold()


def asks_by_itself(question: str) -> str | None:
    """What a follow-up asks, where it asks something of its own: "who may apply?" of "And who may apply?", "Who checks this?".

    None where it only adds to the question before it: "And for children?", "Why?", "And how often?", "And who is the chair?".
    """
    rest = _JOINED_ON.sub("", question.strip(), count=1)
    if not _ASKS.match(rest) or _ELLIPTIC.match(rest) or _is_of_another(rest):
        return None
    return rest if set(_content(rest)) - _ASKED_FOR else None


def adds_to_earlier(question: str) -> frozenset[str]:
    """The search terms that a follow-up adds to the question before it: those of "carers" in "What about carers?".

    None in what only asks, as "Why?", "For how long?" and "For example?" do: an answer need not hold the words that ask for it.
    """
    text = question.strip()
    if _replies(text) or _points_back(text) or _ASKS_BEHIND_A_PREPOSITION.match(_JOINED_ON.sub("", text, count=1)):
        return frozenset()
    return frozenset(_content(text)) - _ASKED_FOR


def _replies(text: str) -> bool:
    """Whether it begins as a reply does. What asks for itself behind it ("Right, what is SDS?") is judged by its own words."""
    reply = _REPLY.match(text)
    if reply is None:
        return False
    rest = text[reply.end() :]
    return not _ASKS.match(rest) or leans_on_earlier(rest)


def _points_back(text: str) -> bool:
    for match in pointing_words(text):
        before = len(_content(text[: match.start()]))
        if match["this"] or match["that"] or match["asked"] or match["it_is"] or match["place"] or match["other"]:
            return True
        if before < _TERMS_BEFORE_A_POINTER or (
            (match["thing"] or match["one"]) and before == _TERMS_BEFORE_A_POINTER and not text[match.end() :].strip(" ?.!")
        ):
            return not (match["owner"] and before)
    return False


def only_asks(word: str) -> bool:
    """Whether a word only asks, and says nothing of what a question is about: "what", "does", "tell"."""
    return bool(_ASKING.fullmatch(word))


def _content(text: str) -> list[str]:
    """The search terms that say what a text is about, without the words that only ask."""
    return terms(" ".join(word for word in _WORD.findall(POINTING.sub(" ", text)) if not only_asks(word)))


_OF_SOMETHING = frozenset(
    terms(
        "aim goal objective purpose principle rule role duty power budget cost fee fine penalty deadline limit"
        " condition criteria requirement exception example drawback downside benefit advantage disadvantage risk problem"
        " challenge reason result outcome finding recommendation option step stage alternative difference consequence"
        " effect impact detail timescale process procedure happen next then afterwards involve apply long give"
    )
)
"""Terms for what is always of something else: "What are the drawbacks?" says nothing without the question before it."""
_ASKED_FOR = frozenset(
    terms(
        "often long soon far old big large high late early quick quickly fast frequent frequently regularly time day week month year date"
        " age period area place law act reason way anything nothing something everything everyone anyone nobody thing example instance"
        " practice detail particular general short brief plain english word fact reality principle exactly again instead other others"
    )
)
"""Terms for a measure, or for more or less of an answer: what is asked for with them is not about them."""
_ASKING = re.compile(
    r"what|whats|which|who|whos|whom|whose|when|where|why|how|do|does|did|done|can|could|should|would|must|may|might|has|have|had|having|about|please"
    r"|since|i|me|my|we|us|our|you|your|am|been|being|were|else|also|too|any|some|many|much|more|most|one|ones|so|just|get|got|tell|say|mean|means"
    r"|what['’]s|who['’]s",
    re.IGNORECASE,
)


def topic_of(question: str) -> str:
    """What a question says it is about, or the only name in it; empty where neither is there, or it only points to something."""
    names = set(_NAME.findall(question))
    topic = names.pop() if len(names) == 1 else ""
    if named := _TOPIC.match(question):
        topic = (named["topic"] or named["meant"]).strip(" ?")
    return "" if POINTING.search(topic) or not terms(topic) else topic
