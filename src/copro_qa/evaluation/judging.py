"""Comparing what was found with what a question's labels say should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from copro_qa.answer import Quote
from copro_qa.chunk import Chunk
from copro_qa.document import Document, Span
from copro_qa.evaluation.matching import contains_evidence, find_evidence, fold, words
from copro_qa.evaluation.metrics import Overlap, overlap
from copro_qa.evaluation.outcome import Ranks
from copro_qa.evaluation.questions import LabelledQuestion
from copro_qa.sentences import sentence_spans
from copro_qa.store.manifest import Entry

__all__ = [
    "DocumentNames",
    "IndexedDocuments",
    "document_ranks",
    "page_ranks",
    "passage_ranks",
    "quote_words",
    "right",
    "sentence_overlap",
    "word_overlap",
]

_Item = TypeVar("_Item")

_SHORTEST_PIECE = 10
"""Words. A shorter chunk, such as a heading, lies in a long piece of evidence by chance."""


class IndexedDocuments(Protocol):
    """What judging needs of a generation."""

    @property
    def id(self) -> str:
        """The generation's id."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Its documents."""

    def __len__(self) -> int:
        """How many chunks it holds."""

    def document(self, document: str) -> Document:
        """A document by id."""


class DocumentNames:
    """Finds the document that a label means: by id, path, or else by file name with or without its ending if only one has it."""

    def __init__(self, documents: IndexedDocuments) -> None:
        self._documents = documents
        self._exact = {name: entry.document_id for entry in documents.entries for name in (entry.source.path, entry.document_id)}
        loose: dict[str, set[str]] = {}
        for entry in documents.entries:
            path = PurePosixPath(entry.source.path)
            for name in (path.name, path.stem, str(path.with_suffix(""))):
                loose.setdefault(name, set()).add(entry.document_id)
        self._loose = {name: next(iter(ids)) for name, ids in loose.items() if len(ids) == 1}

    def id_of(self, name: str) -> str | None:
        """The id of the document that ``name`` means; None when there is none, or more than one."""
        return self._exact.get(name) or self._loose.get(name)

    def ids_of(self, names: Iterable[str]) -> set[str]:
        """The ids of all that are there."""
        return {found for name in names if (found := self.id_of(name)) is not None}

    def documents_of(self, question: LabelledQuestion) -> list[Document]:
        """The documents that the question's labels name and that are there."""
        names = [name for group in question.relevant for name in group]
        if question.document is not None:
            names.insert(0, question.document)
        ids = dict.fromkeys(found for name in names if (found := self.id_of(name)) is not None)
        return [self._documents.document(found) for found in ids]


def document_ranks(question: LabelledQuestion, chunks: Sequence[Chunk], names: DocumentNames) -> Ranks:
    """Ranks of the relevant documents, a document ranking where its first chunk does among those of other documents."""
    order = list(dict.fromkeys(chunk.span.document.id for chunk in chunks))
    wanted = [names.ids_of(group) for group in question.relevant]
    return tuple(_first(order, ids.__contains__) for ids in wanted)


def page_ranks(question: LabelledQuestion, chunks: Sequence[Chunk], names: DocumentNames) -> Ranks:
    """Rank of the first of the right pages, pages ranking in the order in which chunks bring them. Empty without pages and a document."""
    if not question.pages or question.document is None:
        return ()
    document = names.id_of(question.document)
    order = list(dict.fromkeys((chunk.span.document.id, page) for chunk in chunks for page in _pages(chunk.span)))
    return (_first(order, lambda place: place[0] == document and place[1] in question.pages),)


def passage_ranks(question: LabelledQuestion, chunks: Sequence[Chunk]) -> Ranks:
    """For each part of the evidence, the rank of the first chunk that holds it whole, with its lead-in, or that is a piece of it."""
    if not question.answerable:
        return ()
    texts = [fold(_with_lead(chunk.lead, chunk.span)) for chunk in chunks]
    ranks = []
    for group in question.parts:
        wanted = [fold(text) for text in group]
        ranks.append(_first(texts, lambda text: any(_holds(text, want) for want in wanted)))  # noqa: B023 called before the next turn
    return tuple(ranks)


def _holds(chunk: str, evidence: str) -> bool:
    """Whether a folded chunk holds folded evidence, or is a piece of it that is long enough to be no chance."""
    return evidence in chunk or (chunk in evidence and len(chunk.split()) >= _SHORTEST_PIECE)


def right(quote: Quote, evidence: Iterable[str]) -> bool:
    """Whether a quote is right: its words, or its lead-in followed by its words, contain one of the evidence strings."""
    return contains_evidence(_with_lead(quote.lead, quote.span), evidence)


def quote_words(quotes: Iterable[Quote]) -> list[str]:
    """The words that a person is shown: quotes with their lead-ins, a lead-in that several share once."""
    shown = dict.fromkeys((span.document.id, span.start, span.end, span.text) for quote in quotes for span in _spans(quote))
    return [word for *_, text in shown for word in words(text)]


def word_overlap(quotes: Sequence[Quote], question: LabelledQuestion) -> Overlap:
    """Words shown against words of the evidence; of alternatives, the one that the quotes cover best counts."""
    quoted = quote_words(quotes)
    expected = [word for group in question.parts for word in max(map(words, group), key=lambda text: overlap(quoted, text).f1)]
    return overlap(quoted, expected)


def sentence_overlap(quotes: Sequence[Quote], question: LabelledQuestion, documents: Sequence[Document]) -> Overlap:
    """Sentences quoted against sentences that hold evidence; of alternatives, the one that the quotes cover best counts.

    Sentences are compared by their words, so the same sentence in another document counts as the same.
    """
    spans = [span for quote in quotes for span in _spans(quote)]
    quoted = list(dict.fromkeys(fold(sentence.text) for span in spans for sentence in _sentences(span)))
    expected: dict[str, None] = {}
    for group in question.parts:
        choices = [_evidence_sentences(text, tuple(documents)) for text in group]
        expected |= dict.fromkeys(max(choices, key=lambda sentences: overlap(quoted, sentences).f1))
    return overlap(quoted, expected)


@lru_cache(maxsize=10_000)
def _evidence_sentences(evidence: str, documents: tuple[Document, ...]) -> tuple[str, ...]:
    """The sentences of the documents in which the evidence stands; the evidence itself where it stands in none."""
    for document in documents:
        if place := find_evidence(document.text, evidence):
            return tuple(fold(sentence.text) for sentence in _sentences(document.span(*place)))
    return (fold(evidence),)


def _sentences(span: Span) -> list[Span]:
    """The whole sentences that share a character with ``span``."""
    blocks = span.blocks
    start, end = (min(span.start, blocks[0].start), max(span.end, blocks[-1].end)) if blocks else (span.start, span.end)
    return [sentence for sentence in sentence_spans(span.document.span(start, end)) if sentence.overlaps(span)]


def _spans(quote: Quote) -> tuple[Span, ...]:
    return (quote.span,) if quote.lead is None else (quote.lead, quote.span)


def _with_lead(lead: Span | None, span: Span) -> str:
    return span.text if lead is None else f"{lead.text} {span.text}"


def _pages(span: Span) -> range:
    first, last = span.document.page_at(span.start), span.document.page_at(span.end - 1)
    return range(first.number, last.number + 1) if first and last else range(0)


def _first(items: Sequence[_Item], wanted: Callable[[_Item], bool]) -> int | None:
    return next((rank for rank, item in enumerate(items, 1) if wanted(item)), None)
