"""What the documents of a generation together add to its glossary.

The totals are kept with the generation, so that the next build has to count only what has changed. They are whole numbers: taking away
what is gone and adding what is new gives the same as counting every document again.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Self

from copro_qa.store.former import FormerGeneration
from copro_qa.store.glossary import Glossary
from ingest.glossary import DocumentTerms, Meanings

__all__ = ["GlossaryGatherer", "TermTotals"]

_FILE = "terms.json"
_MOST_WORDS = 200_000
"""Words kept, the commonest first. Rarer ones of a very large corpus are as likely slips as words."""
_LEAST_SHARE = 1 / 3
"""A further meaning of an acronym is kept when at least this share of the documents give it that give the commonest."""
_MOST_MEANINGS = 2


@dataclass(frozen=True, slots=True)
class TermTotals:
    """Words of all documents; and of each document that explains acronyms what it explains, by its id, in order of path."""

    words: Counter[str] = field(default_factory=Counter)
    small_letters: Counter[str] = field(default_factory=Counter)
    meanings: Mapping[str, Meanings] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Of a generation's folder; None where they cannot be read, or it is from before they were kept: then all is counted again."""
        try:
            record = json.loads((folder / _FILE).read_text(encoding="utf-8"))
            meanings = {
                document: [(short, folded, long) for short, folded, long in found] for document, found in record["meanings"].items()
            }
            return cls(Counter(record["words"]), Counter(record["small_letters"]), meanings)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, folder: Path) -> None:
        """Into a generation's folder."""
        record = {
            "words": dict(sorted(self.words.items())),
            "small_letters": dict(sorted(self.small_letters.items())),
            "meanings": self.meanings,
        }
        (folder / _FILE).write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    def glossary(self) -> Glossary:
        """The glossary of all documents. Each gives a meaning once, however often it explains it."""
        given: defaultdict[str, Counter[str]] = defaultdict(Counter)
        wording: dict[str, str] = {}
        for found in self.meanings.values():
            for acronym, folded, meaning in found:
                given[acronym][folded] += 1
                wording.setdefault(folded, meaning)
        acronyms = {}
        for acronym, counts in sorted(given.items()):
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            first, most = ranked[0]
            others = (folded for folded, count in ranked[1:] if count >= most * _LEAST_SHARE and not _is_a_variant(folded, first))
            acronyms[acronym] = tuple(wording[folded] for folded in (first, *islice(others, _MOST_MEANINGS - 1)))
        words = dict(sorted(self.words.items(), key=lambda item: (-item[1], item[0]))[:_MOST_WORDS])
        return Glossary(acronyms, words, frozenset(acronym for acronym in acronyms if self.small_letters[acronym.lower()]))


class GlossaryGatherer:
    """Takes the documents of a generation in order of path; ``totals`` gives what they hold together.

    ``former`` is the generation that some of them are taken over from, if any.
    """

    def __init__(self, former: FormerGeneration | None = None) -> None:
        self._former = former
        self._before = TermTotals.read(former.generation.folder) if former else None
        self._documents: list[tuple[str, DocumentTerms | None]] = []
        self._kept: set[int] = set()

    def add(self, document_id: str, terms: DocumentTerms) -> None:
        """A document that is new."""
        self._documents.append((document_id, terms))

    def keep(self, document_id: str, place: int) -> None:
        """The document at a place of the former generation. Raises IndexDamaged."""
        if self._former is None:
            raise ValueError("there is no former generation")
        counted = self._before is not None and place not in self._kept
        self._kept.add(place)
        self._documents.append((document_id, None if counted else DocumentTerms.from_bytes(self._former.notes(place))))

    def totals(self) -> TermTotals:
        """Of all documents so far."""
        before = self._before or TermTotals()
        words, small_letters = Counter(before.words), Counter(before.small_letters)
        for gone in self._gone():
            words.subtract(gone.words)
            small_letters.subtract(gone.small_letters)
        meanings: dict[str, Meanings] = {}
        for document_id, terms in self._documents:
            if terms is not None:
                words.update(terms.words)
                small_letters.update(terms.small_letters)
            if found := before.meanings.get(document_id) if terms is None else terms.meanings:
                meanings.setdefault(document_id, found)
        # A plus sign leaves out the words that no document has any more.
        return TermTotals(+words, +small_letters, meanings)

    def _gone(self) -> list[DocumentTerms]:
        if self._former is None or self._before is None:
            return []
        places = range(len(self._former.generation.entries))
        return [DocumentTerms.from_bytes(self._former.notes(place)) for place in places if place not in self._kept]


def _is_a_variant(folded: str, other: str) -> bool:
    """Whether two meanings are wordings of one ("Framework for Reference", "Framework of Reference")."""
    words, others = set(folded.split()), set(other.split())
    return 2 * len(words & others) >= min(len(words), len(others))
