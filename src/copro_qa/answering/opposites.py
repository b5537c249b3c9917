"""Whether a quote speaks of the opposite of what is asked about: of days where weeks are asked for, of what is likely and not unlikely.

Such a quote has all the other words of the question, and so looks like its answer. Told by pairs of words of which the question has
one, and the quote and its lead-in only the other, after the antonyms of de Marneffe, Rafferty and Manning (2008), "Finding
contradictions in text". Only pairs that hardly ever stand for the same thing are listed.
"""

from __future__ import annotations

import re
from collections import defaultdict

from copro_qa.answer import Quote
from copro_qa.answering.figure_words import FEW_WORDS
from copro_qa.answering.parts import asked_last
from copro_qa.store.lexical import terms

__all__ = ["speaks_of_the_opposite"]

_PAIRS = """
first last | most least | largest smallest | biggest smallest | highest lowest | oldest newest | oldest youngest | earliest latest
longest shortest | best worst | strongest weakest | richest poorest | minimum maximum | larger smaller | bigger smaller | higher lower
longer shorter | stronger weaker | older younger | greater lesser | majority minority | upper lower
north south | east west | northern southern | eastern western | winter summer | spring autumn | above below | internal external
increase decrease | increase reduce | rise fall | expand shrink | improve worsen | widen narrow | import export | profit loss
allow forbid | allow prohibit | permit forbid | permit prohibit | require forbid | require prohibit | include exclude | accept reject
approve reject | encourage discourage | encourage deter | heal damage | build destroy
able unable | likely unlikely | possible impossible | legal illegal | lawful unlawful | fair unfair | equal unequal | paid unpaid
elected unelected | reserved unreserved | reserved devolved | known unknown | eligible ineligible | consistent inconsistent
direct indirect | formal informal | complete incomplete | dependent independent | relevant irrelevant | regular irregular
sufficient insufficient | adequate inadequate | appropriate inappropriate | voluntary compulsory | voluntary mandatory
optional compulsory | optional mandatory | temporary permanent | primary secondary | senior junior | male female | adult child
strength weakness | advantage disadvantage | advantage drawback | benefit drawback | positive negative | major minor | strong weak
rural urban | domestic foreign | rich poor | easy difficult | cheap expensive | fast slow | thick thin | wide narrow | common rare
long short | dense loose | densely loosely | fully partly
"""
_OPPOSITES = defaultdict[str, set[str]](set)
for _one, _other in (pair.split() for pair in re.split(r"[|\n]", _PAIRS.strip())):
    for _word, _against in ((_one, _other), (_other, _one)):
        _OPPOSITES[terms(_word)[0]].update(terms(_against))
_SO_MANY = re.compile(
    rf"\b(?:\d+|{'|'.join(FEW_WORDS)})(?:\s|-)(?P<unit>minute|hour|day|week|month|year|decade|centur(?:y|ie))s?\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)(?:['’]s)?\b", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"^\W*(?:so |and |but )?(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might|need)"
    r"(?:n['’]t)?\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"\b(?:i|i['’]\w+|my|me|we|our|us)\b", re.IGNORECASE)
"""A question with somebody's story in it: how long that has lasted is not what is asked about."""
_NOT_SAID_OF_A_THING = re.compile(
    r"\bhow [a-z]+|\b(?:not|never|no|without|rather than|instead of)(?: [a-z]+)?|\b[a-z]+n['’]t(?: [a-z]+)?", re.IGNORECASE
)
"""Words of the question that name a measure ("how long") or are denied in it, so that their opposite may well be the answer."""


def speaks_of_the_opposite(quote: Quote, question: str) -> bool:
    """Whether ``quote`` has the opposite of a word of ``question``, or of the last of several, where the word itself should be.

    Never of a statement, or of a question that may be answered by "no".
    """
    question = asked_last(question)
    if _YES_OR_NO.match(question) or not _ASKS.search(question):
        return False
    all_asked, told = set(terms(question)), set(terms(quote.text))
    if quote.lead is not None:
        told.update(terms(quote.lead.text))
    missing = (
        set(terms(_NOT_SAID_OF_A_THING.sub(" ", question))) - told - {term for heading in quote.span.section for term in terms(heading)}
    )
    new = told - all_asked
    if any(_OPPOSITES[word] & new for word in missing if word in _OPPOSITES):
        return True
    return not _OF_SOMEBODY.search(question) and bool(_units(question) & missing and _units(quote.text) & new)


def _units(text: str) -> set[str]:
    """The units of time that a number stands before."""
    return {term for found in _SO_MANY.finditer(text) for term in terms(found["unit"])}
