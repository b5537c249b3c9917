"""Words that point to something said before ("it", "those plans", "the same"), told from the same words where they stand for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["POINTING", "pointing_words", "without_empty_pronouns"]

POINTING = re.compile(
    r"\b(?P<thing>it|they|them|he|she|him)\b"
    r"|\b(?P<owner>its|their|theirs|his|hers?)\b"
    r"|\b(?P<this>this|these|those)\b(?! (?:year|month|week|time|country|area|document|site|page|\w+ing)\b)"
    r"|(?<!\w)(?:^|(?<=^is )|(?<=^was )|(?<=^does )|(?<=^did )|(?<=^has ))(?P<it_is>that)\b"
    r"|\b(?P<that>that)(?=\W*$"
    r"| (?:act|bill|law|plan|policy|programme|report|scheme|strategy|fund|money|case|one|way|mean|work|happen|apply|applie)s?\b)"
    r"|\b(?P<place>(?<!are )(?<!is )(?<!were )(?<!was )there)(?=\W*$)"
    r"|\b(?:what|how|why|when|where|who)\b.{0,12}\b(?:does|did|do|will|would|can|could|should|is|was) (?P<asked>that)\b"
    r"|\b(?P<one>(?<!number )(?<!any)one|any)(?=\W*$)"
    r"|\b(?P<other>the (?P<same>same(?! as\b))|the (?:former|latter|others?)|each one|that one|this one|those ones"
    r"|the (?:first|second|last|other) (?:one|two))\b",
    re.IGNORECASE,
)
_JUDGED = (
    r"(?:true|possible|impossible|legal|illegal|lawful|unlawful|likely|unlikely|necessary|unnecessary|mandatory|compulsory|optional|important"
    r"|essential|vital|crucial|critical|urgent|key|ok|okay|right|wrong|fair|unfair|just|good|bad|better|best|worse|worst|wise|sensible|reasonable"
    r"|unreasonable|acceptable|unacceptable|appropriate|inappropriate|proper|ethical|moral|common|uncommon|usual|unusual|normal|customary|rare"
    r"|typical|advisable|desirable|preferable|helpful|useful|enough|sufficient|easy|easier|hard|harder|difficult|safe|safer|cheaper|cheap"
    r"|quicker|feasible|practical|realistic|permissible|allowed|permitted|required|needed|expected|worthwhile|too (?:late|early|much|soon)"
    r"|clear|certain|up)"
)
_NEEDS_NO_OBJECT = (
    r"(?:possible|impossible|legal|illegal|lawful|unlawful|necessary|compulsory|mandatory|fair|unfair|right|wrong|appropriate|inappropriate"
    r"|acceptable|unacceptable|reasonable|unreasonable|wise|sensible|vital|essential|important|advisable|normal|usual|better|best)"
)
"""Of these nothing can be "to do": "Is it fair to refuse?", but "Is it easy to use?"."""
_SETTLED = r"(?:decided|determined|known|agreed|settled|established|understood|clear|obvious|certain|said|stated|specified)"
_A_MATTER = (
    r"(?:idea|thing|crime|offence|requirement|duty|obligation|breach|problem|mistake|right|rule|condition|principle|fact|law|waste|risk"
    r"|conflict|pity|shame|matter|process|task)"
)
_BEING = (
    r"(?:(?:be|been|being|now|still|always|not|never|ever|also|even|so|very|more|most|often|generally|legally|particularly) )*(?:\w+ly )?"
)
_NOT_OF_PLACE = r"(?!(?:for|of|in|about|with|by|on|to|from|at)\b)"
_FOR_SOMEBODY = r"for (?:(?!to\b|for\b)[\w’'-]+ ){1,5}"
_TO_DO = (
    rf"(?:that (?=\w)|whether \w|{_FOR_SOMEBODY}to \w"
    r"|to [\w’'-]+ (?!(?:to|with|for|from|on|in|at|about|up|out|of|by|into)\W*$)(?=\w))"
)
_TAKES = r"(?: (?!(?:of|into|part|account|care|action|place|over|away|effect|on|steps)\b)[\w’'-]+){0,4}"
_STANDS_FOR_NOTHING = re.compile(
    # "Is it fair to charge carers", "Why is it vital that". Who asks "Is it easy to use?" means something by it.
    rf"(?<!\w)(?P<judged>it)(?:['’]s)? {_BEING}{_JUDGED} (?:by law )?{_TO_DO}"
    rf"|(?<!\w)(?P<may>it) {_BEING}{_NEEDS_NO_OBJECT} to \w"
    rf"|(?<!\w)(?P<settled>it) {_BEING}{_SETTLED} (?:that|whether|if|which|what|who|whom|whose|where|when|why|how) \w"
    rf"|\bhow (?:\w+ly )?\w+ (?:is|was|will|would|has|can|could|should) (?P<how>it) {_BEING}{_TO_DO}"
    r"|(?<!\w)(?P<worth>it) (?:be |been )?worth \w+ing\b|(?<!\w)(?P<up>it) up to \w|(?<!\w)(?P<takes_to>it) takes? to \w"
    rf"|\b(?:does|did|will|would|can) (?P<takes>it) (?:usually |normally |really )?(?:take|cost){_TAKES} to \w"
    rf"|\b(?:does|did|will|would) (?P<until>it) (?:usually |normally )?take{_TAKES} (?:before|until|till) \w"
    r"|\b(?:does|did|will|would) (?P<matters>it) (?:really )?(?:matter (?:if|whether|that|who|what|which|how|when|where|to)|mean to) \w"
    # "Is it a crime to", "Is it only councils that must": what is meant follows.
    rf"|\b(?:is|was) (?P<matter>it) (?:not |really |still )*(?:a|an|any) (?:[\w’'-]+ ){{0,2}}{_A_MATTER} (?:{_TO_DO}|to \w)"
    rf"|\b(?:is|was) (?P<somebody>it) (?:not |really |just |only |still )*(?:(?:a|an|the|any) )?(?:{_NOT_OF_PLACE}[\w’'-]+ ){{1,2}}who \w"
    rf"|\b(?:is|was) (?P<only>it) (?:just |only |still |the (?!same\b))(?:{_NOT_OF_PLACE}[\w’'-]+ ){{0,3}}that \w"
    r"|\b(?:why|how|when|where|who|what|which) (?:is|was) (?P<asked_of>it) that \w"
    r"|\bwhat (?:is|was) (?P<like>it) like (?:to|for [\w’' -]+ to) \w|\b(?:does|did|would) (?P<sense>it) make sense (?:to|for|that) \w"
    r"|\bwhat (?:time|day|date|year) is (?P<time>it)\b",
    re.IGNORECASE,
)
"""An "it" that stands for nothing said before: "Is it possible to", "How long does it take to"."""
_THOSE_WHO = re.compile(
    r"those (?:who|whom|whose|which|that|with|without|aged|affected|involved|needing|eligible|entitled|responsible|able|unable|not|most"
    r"|least|already)\b",
    re.IGNORECASE,
)
_THOSE_IN = re.compile(r"those (?:in|on|under|over|at|of|from|below|above|near)\b", re.IGNORECASE)
_ASKS_OF_THOSE = re.compile(r"(?:^|\b(?:is|are|was|were|do|did|can|could|will|would|should|must) )$", re.IGNORECASE)
_THAT_DOES = re.compile(r"that (?:mean|work|happen|appl(?:y|ie))s?\b", re.IGNORECASE)
_THAT_MAY_DO = re.compile(r"that (?:act|plan|report|fund|case|work)\b", re.IGNORECASE)
_ASKED_OF_THAT = re.compile(
    r"\b(?:does|do|did|will|would|can|could|should|must|may|might|is|was|how|why|if|when|whether|and|but|so|say|says|said|think|case|after"
    r"|before|because|since|once|unless|until|make|makes|made|let|see)\W+$",
    re.IGNORECASE,
)
_THINGS = re.compile(r"(?<!who )(?<!what )\b(?:\w+[^\Ws]s|people|children|staff|women|men) $", re.IGNORECASE)
_OF_TWO_OR_ALL = re.compile(r"\w and \w|\b(?:across|everywhere|throughout|every|each|all|both)\b", re.IGNORECASE)


def without_empty_pronouns(text: str) -> str:
    """The text with spaces in the place of each "it" that stands for nothing, so that all else stays where it is."""
    for match in _STANDS_FOR_NOTHING.finditer(text):
        start, end = next(match.span(name) for name in _STANDS_FOR_NOTHING.groupindex if match[name])
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def pointing_words(text: str) -> Iterator[re.Match[str]]:
    """Where ``text`` may point to something said before it, in order: matches of POINTING."""
    for match in POINTING.finditer(without_empty_pronouns(text)):
        before, after = text[: match.start()], text[match.start() :]
        if match["this"] and (_THOSE_WHO.match(after) or (_THOSE_IN.match(after) and not _ASKS_OF_THOSE.search(before))):
            continue
        if match["that"] and (
            (_THAT_DOES.match(after) and before.strip() and not _ASKED_OF_THAT.search(before))
            or (_THAT_MAY_DO.match(after) and _THINGS.search(before))
        ):
            continue
        if match["same"] and _OF_TWO_OR_ALL.search(text):
            continue
        yield match
