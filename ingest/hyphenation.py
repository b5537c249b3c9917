"""Whether a hyphen at the end of a printed line belongs to the word, judged by how the document writes it elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["HYPHENS", "WordForms"]

HYPHENS = "-\u2010\u2011"
"""Hyphen-minus, hyphen and non-breaking hyphen."""

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+(?:[{HYPHENS}]{_LETTER}+)*")
_WORD_BEFORE = re.compile(rf"{_LETTER}+(?:[{HYPHENS}]{_LETTER}+)*\Z")
_WORD_AFTER = re.compile(rf"{_LETTER}+")
_CUT_WORD = re.compile(rf"(?<!\S)\S*[{HYPHENS}\u00ad][ \t]*\n\s*\S*")

# First halves of compounds in the English of public policy, for when the document itself settles nothing: they keep
# their hyphen before a whole word (cost-effective, but person-al).
_COMPOUND_FIRST = frozenset(
    "all anti by cost cross decision evidence ex face family first follow full half hard high home human in inter issue joined "
    "life long low mid multi no not on one part peer people person policy post pre problem quasi real risk semi service short single "
    "small socio state sub third top trauma two three four five six seven eight nine ten twelve user value well whole wide year".split(),
)
_ALWAYS_COMPOUND = frozenset(["co", "non", "self"])
_WITHIN_COMPOUND = re.compile(rf"(?:and|as|at|by|for|in|of|off|on|or|out|the|to|up)[{HYPHENS}](?={_LETTER})", re.IGNORECASE)  # day-to-day
_COMPOUND_LAST = frozenset("based centred driven focused funded led making owned related speaking specific wide".split())
_NOT_AFTER_CO = re.compile(r"alesc|alit|gn|he[rs]|incid|lon|lour|lumn|mm|nn|rr|py")  # coalition, cohesion, coincide, colour …
# First halves that keep their hyphen before any word, though the document has that word nowhere else (anti-discrimination), each
# with how words go on that are written as one all the same (antibiotic, multiple, longer).
_FIRST_OF_ANY = {
    "anti": re.compile(
        r"arrh|bio|bod|cip|clim|coag|conv|depr|dot|emet|epil|freez|fung|gen|hero|hist|hyper|micro|oxid|path|persp|podes|psych|"
        r"quar|quat|quit|retro|sem|sept|spas|thes|thet|tox|trust|vir"
    ),
    "multi": re.compile(r"cell|cult|fac|far|form|lat|ling|med|morb|nat|nom|pl|tud|variat"),
    "cross": re.compile(r"bar|bench|bow|ed\Z|es\Z|fire|ing|ley\Z|over|rail|road|walk|wind|word"),
    "long": re.compile(r"bridge|ed\Z|er\Z|est\Z|ev|ford\Z|hand|ing|ish|itud|list"),
    "short": re.compile(r"age|bread|com|cut|en|er\Z|est\Z|fall|hand|ish|list|ly\Z|ness|s\Z"),
    "full": re.compile(r"er\Z|est\Z|ness|y\Z"),
    "policy": re.compile(r"holder"),
    **dict.fromkeys(("decision", "evidence", "family", "joined", "quasi"), re.compile(r"(?:s|d)\Z")),
}
# Second halves before which a word that the document has elsewhere keeps its hyphen (person-centred).
_SURE_LAST = frozenset("based centred driven focused funded making owned related speaking specific".split())
_SOLID_PREFIXES = frozenset("de dis in mis re un".split())  # before such a word they are no words of their own (unrelated, refocused)
# ... and halves of words written as one, so that two known halves do not make a compound of them.
_SOLID_FIRST = frozenset("any every for how may out over some them there through to under up what when where with your".split())
_SOLID_SECOND = frozenset(
    "able ance ence ever fore ful hood how ing ings less like ment ness one over ship side some tion wards ward where wise".split(),
)
_SHORTEST_CUT = 8  # letters of a word that has no room in a cell
_SHORTEST_HALF = 4  # letters of a half that is taken for a word of its own


class WordForms:
    """The words of one document, each as often as it stands there whole."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._solid: Counter[str] = Counter()
        self._hyphenated: Counter[str] = Counter()
        self._parts: set[str] = set()
        for text in texts:
            for match in _WORD.finditer(_CUT_WORD.sub(" ", text)):
                word = _plain(match[0])
                if "-" in word:
                    self._hyphenated[word] += 1
                    self._parts.update(word.split("-"))
                else:
                    self._solid[word] += 1

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether ``before`` and ``after``, parted by a hyphen and the end of a line, are written with the hyphen.

        Both are what stands next to the hyphen, up to white space.
        """
        left_match, right_match = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
        if left_match is None or right_match is None or "/" in before or "@" in before:
            return True  # a number or an address
        left, right = _plain(left_match[0]), _plain(right_match[0])
        if _WITHIN_COMPOUND.match(after):
            return True
        shouted = left_match[0].isupper() and right_match[0].isupper()
        if "-" in left or (not shouted and (left_match[0].isupper() or right_match[0][0].isupper())):
            last = re.split(rf"[{HYPHENS}]", left_match[0])[-1]
            is_name = last[0].isupper() and not shouted  # UK-wide, non-European, non-English-speaking
            return is_name or not self._cuts_second_part(left, right)  # day-to-day; but co-pro-duction
        as_compound, as_one = self._hyphenated[f"{left}-{right}"], self._solid[f"{left}{right}"]
        if as_compound != as_one:
            return as_compound > as_one
        if left in _ALWAYS_COMPOUND:
            return left != "co" or not _NOT_AFTER_CO.match(right)
        if left in _SOLID_FIRST or right in _SOLID_SECOND:
            return False
        if left in _FIRST_OF_ANY:
            return not _FIRST_OF_ANY[left].match(right)
        if right in _SURE_LAST:
            return left not in _SOLID_PREFIXES and (left in _COMPOUND_FIRST or self._knows(left))
        if not self._knows(right):
            return False
        return left in _COMPOUND_FIRST or (min(len(left), len(right)) >= _SHORTEST_HALF and self._knows(left))

    def are_one(self, left: str, right: str) -> bool:
        """Whether two lines, the first of which is nothing but ``left``, are one word that had no room in a narrow cell.

        The document has it whole elsewhere, more often than anything that reads like one of its parts.
        """
        if len(left) < _SHORTEST_HALF or not left.isalpha() or not right[:1].islower():
            return False
        end = _WORD_AFTER.match(right)
        first, second = _plain(left), _plain(end[0]) if end else ""
        whole = self._solid[f"{first}{second}"] if len(first) + len(second) >= _SHORTEST_CUT else 0
        return bool(second) and 0 < whole >= max(self._solid[first], self._solid[second])

    def _cuts_second_part(self, left: str, right: str) -> bool:
        """Whether the second part of a compound is cut: the document writes it whole elsewhere, or its end is no word."""
        first, _, second = left.partition("-")
        whole, parted = self._hyphenated[f"{left}{right}"], self._hyphenated[f"{left}-{right}"]
        if not second or parted or whole:
            return whole > parted
        is_word = right in _COMPOUND_LAST or self._knows(second) or self._knows(right)
        return first in _ALWAYS_COMPOUND and not is_word  # non-profit-making

    def _knows(self, word: str) -> bool:
        return word in self._solid or word in self._parts


def _plain(word: str) -> str:
    return word.replace("\u2010", "-").replace("\u2011", "-").casefold()
