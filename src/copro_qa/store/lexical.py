"""Search by words. The only file that imports tantivy.

Scores are BM25 (Robertson and Zaragoza, 2009), summed over a chunk's text, its heading path and its document's title.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import tantivy

from copro_qa.store.vectors import Hits, no_hits

__all__ = ["LexicalEntry", "LexicalIndex", "LexicalWriter", "distinct_terms", "terms"]

_ANALYSER = "english"
_BOOSTS = {"text": 1.0, "context": 0.3}
"""Weight of a match in a chunk's own words, and in its title, headings and lead-in."""
_WRITER_HEAP_BYTES = 64_000_000
_TERMS_REMEMBERED = 4_096
_MORE = 16
"""Hits fetched beyond those asked for, so that the order of segments does not decide between equal scores."""


class LexicalEntry(NamedTuple):
    """A chunk as word search sees it. ``document`` is the document's place in the generation."""

    number: int
    document: int
    context: str
    text: str


def _analyser() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    for field in _BOOSTS:
        builder.add_text_field(field, tokenizer_name=_ANALYSER, index_option="freq")
    return builder.build()


_SHARED_ANALYSER = _analyser()


def terms(text: str) -> list[str]:
    """The search terms of a text: lower-case stems without stop words, in order, with repeats."""
    return list(_SHARED_ANALYSER.analyze(text))


def distinct_terms(text: str) -> tuple[str, ...]:
    """The search terms of a text once each, in the order in which they first come."""
    return tuple(dict.fromkeys(_SHARED_ANALYSER.analyze(text)))


class LexicalWriter:
    """Writes a lexical index into a folder that exists. Call ``finish`` once at the end."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index(_schema(), path=str(folder))
        index.register_tokenizer(_ANALYSER, _analyser())
        # One thread, so that the same chunks in the same order give the same segments.
        self._writer = index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        """Adds chunks."""
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("number", entry.number)
            document.add_unsigned("document", entry.document)
            document.add_text("context", entry.context)
            document.add_text("text", entry.text)
            self._writer.add_document(document)

    def finish(self) -> None:
        """Writes everything to disk and joins the background threads."""
        self._writer.commit()
        self._writer.wait_merging_threads()

    def abandon(self) -> None:
        """Ends the background threads without keeping what was added, so that nothing is written to the folder any more."""
        self._writer.rollback()
        self._writer.wait_merging_threads()


class LexicalIndex:
    """A lexical index opened for searching."""

    def __init__(self, index: tantivy.Index) -> None:
        self._searcher = index.searcher()
        # The library makes a new schema, and a new query, at every asking.
        self._schema = index.schema
        self._matches = lru_cache(maxsize=_TERMS_REMEMBERED)(self._matches_of)
        self._weight = lru_cache(maxsize=_TERMS_REMEMBERED)(self._weight_of_term)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens what a LexicalWriter wrote."""
        index = tantivy.Index.open(str(folder))
        index.register_tokenizer(_ANALYSER, _analyser())
        return cls(index)

    def __len__(self) -> int:
        """How many chunks it holds."""
        return int(self._searcher.num_docs)

    def document_frequency(self, term: str) -> int:
        """In how many chunks a term of ``terms`` occurs."""
        return int(self._searcher.doc_freq("text", term))

    def weight_of(self, asked: Sequence[str]) -> float:
        """The inverse document frequencies of these terms, summed: BM25 scores of a chunk's own words are below 2.2 times that."""
        return sum(map(self._weight, asked))

    def search(self, question: str, limit: int, documents: Sequence[int] | None = None) -> Hits:
        """The ``limit`` best chunks for the words of ``question``, only from ``documents`` (places in the generation) when given."""
        found, numbers = self._found(distinct_terms(question), limit, documents)
        if not found:
            return no_hits()
        ids, scores = np.array(numbers, np.int64), np.array(found, np.float32)
        order = np.lexsort((ids, -scores))[:limit]
        return Hits(ids[order], scores[order])

    def figures(
        self, asked: Sequence[str], documents: Sequence[int] | None = None, *, best: int, known: int, others: Iterable[int]
    ) -> dict[int, float]:
        """The scores of the ``best`` best chunks for these terms by number, and of ``others`` that are among the ``known`` best.

        The same as by ``search``, but in no order, and so quicker. ``known`` is at least ``best``.
        """
        found, numbers = self._found(asked, known, documents)
        # Where the hits are cut off, and only there, it matters which of equal scores comes first.
        for end in (best, known):
            _put_equals_in_order(found, numbers, end)
        scores = dict(zip(numbers[:best], found, strict=False))
        beyond = dict(zip(numbers[best:known], found[best:known], strict=True))
        for number in beyond.keys() & others:
            scores[number] = beyond[number]
        return scores

    def query(self, asked: Sequence[str]) -> tantivy.Query | None:
        """Distinct terms as the library searches for them; None where there are none."""
        matches = [match for term in asked for match in self._matches(term)]
        return tantivy.Query.boolean_query(matches) if matches else None

    def _found(self, asked: Sequence[str], limit: int, documents: Sequence[int] | None) -> tuple[Sequence[float], list[int]]:
        """The ``limit`` best chunks and some more, as scores and numbers; best first, equal scores as the library orders them."""
        query = self.query(asked) if limit > 0 else None
        if query is None or (documents is not None and not documents):
            return (), []
        if documents is not None:
            # A constant score of 0 keeps the filter out of the ranking.
            chosen = tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "document", list(documents)), 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, chosen)])
        hits = self._searcher.search(query, limit + _MORE, count=False).hits
        if not hits:
            return (), []
        found, addresses = zip(*hits, strict=True)
        numbers: list[Any] = self._searcher.fast_field_values("number", list(addresses))
        return found, numbers

    def _weight_of_term(self, term: str) -> float:
        # As the library has it, and for terms that no chunk has as well.
        frequency = self.document_frequency(term)
        return math.log(1 + (len(self) - frequency + 0.5) / (frequency + 0.5))

    def _matches_of(self, term: str) -> tuple[tuple[tantivy.Occur, tantivy.Query], ...]:
        return tuple(
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, index_option="freq"), boost),
            )
            for field, boost in _BOOSTS.items()
        )


def _put_equals_in_order(found: Sequence[float], numbers: list[int], end: int) -> None:
    """Puts the numbers of the scores that a cut before the place ``end`` would part in order, as far as they are equal."""
    if not 0 < end < len(found) or found[end - 1] != found[end]:
        return
    # Scores fall, so equal ones are neighbours.
    equal = found[end]
    first = found.index(equal)
    after = first + found.count(equal)
    numbers[first:after] = sorted(numbers[first:after])
