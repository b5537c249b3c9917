"""A small index that is really built, and an assistant over it that is easy to foresee."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from copro_qa.answer import Answer, Quote, Reason, Searched, Stage
from copro_qa.chunk import Chunk
from copro_qa.document import Block, BlockKind, Document, Page, Source, Span
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.search import RankedChunk
from copro_qa.store.generation import Generation
from copro_qa.store.publishing import GenerationWriter, publish
from tests.fakes import HashingEmbedder

HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW

GUIDE = "guides/partnership.pdf"
LATER = "guides/later.md"
HOSTILE = "hostile.html"
HOSTILE_TEXT = 'An orchard <script>document.title = "owned"</script> & <img src=x onerror="alert(1)"> grows “apples”.'

_NOT_SEARCHED_FOR = frozenset({"what", "which", "does", "that", "about", "there", "with", "this", "have", "whom", "documents"})


def written(path: str, parts: Sequence[tuple[BlockKind, int, str]], source: Source, page_starts: Sequence[str] = ()) -> Document:
    """A document of these blocks (kind, level, text); a page begins at each text in ``page_starts``."""
    text, blocks, before = "", [], None
    for kind, level, words in parts:
        gap = "\n" if kind is before and kind in {ITEM, ROW} else "\n\n"
        start = len(text) + len(gap) if text else 0
        text = f"{text}{gap}{words}" if text else words
        blocks.append(Block(kind, start, len(text), level))
        before = kind
    edges = [0, *(text.index(words) for words in page_starts), len(text)]
    pages = [Page(number, f"{number + 6}", start, end) for number, (start, end) in enumerate(pairwise(edges), 1)]
    identity = hashlib.sha256((path + text).encode()).hexdigest()[:16]
    return Document(identity, text, tuple(blocks), tuple(pages) if page_starts else (), source)


def guide() -> Document:
    source = Source(
        path=GUIDE,
        file_sha256="a1" * 32,
        media_type="application/pdf",
        title="A guide to working in partnership",
        authors=("A. Writer", "B. Writer"),
        publisher="The Partnership Office",
        published="2015-06",
        url="https://example.org/guide?a=1&b=2",
        licence="OGL 3.0",
        collection="guides",
        language="en-GB",
        superseded_by=(LATER,),
        unofficial_summary=True,
    )
    return written(
        GUIDE,
        [
            (HEADING, 1, "Working in partnership"),
            (
                PARAGRAPH,
                0,
                "Partnership means that people plan services together with those who provide them. It began in island communities.",
            ),
            (HEADING, 3, "What are the pillars of partnership?"),
            (PARAGRAPH, 0, "The pillars of partnership are these:"),
            (ITEM, 1, "prevention, so that problems are met early;"),
            (ITEM, 2, "above all for children;"),
            (ITEM, 1, "workforce, so that people have the skills they need."),
            (ROW, 0, "Year: 2014; Budget: 20 million"),
            (ROW, 0, "Year: 2015; Budget: 25 million"),
            (BlockKind.FOOTNOTE, 0, "1. Figures are rounded."),
        ],
        source,
        ("It began", "The pillars"),
    )


def later() -> Document:
    source = Source(path=LATER, file_sha256="b2" * 32, media_type="text/markdown", title="The later guide", supersedes=(GUIDE,))
    return written(
        LATER,
        [
            (HEADING, 1, "Carers and respite"),
            (PARAGRAPH, 0, "Unpaid carers are offered respite every year. Naïve 🌱 readers count characters, not bytes."),
            (PARAGRAPH, 0, "Partnership means that people plan services together with those who provide them."),
        ],
        source,
    )


def hostile() -> Document:
    source = Source(
        path=HOSTILE,
        file_sha256="c3" * 32,
        media_type="text/html",
        title='<script>alert("title")</script> & "more"',
        publisher="<b>Nobody</b>",
        url="javascript:alert(1)",
    )
    return written(HOSTILE, [(HEADING, 1, "<h1>Orchards</h1>"), (PARAGRAPH, 0, HOSTILE_TEXT)], source)


def build(index: Path, documents: Sequence[Document], *, generation_id: str = "0123456789abcdef") -> None:
    """Writes a generation with one chunk a block, and makes it the current one."""
    embedder = HashingEmbedder()
    scratch = index / f".scratch-{generation_id}"
    index.mkdir(parents=True, exist_ok=True)
    writer = GenerationWriter(scratch, dimension=embedder.dimension)
    for document in sorted(documents, key=lambda document: document.source.path):
        spans = [document.span_of(block) for block in document.blocks]
        writer.add(document, [(span, None) for span in spans], embedder.embed([span.text for span in spans]), {})
    writer.finish(generation_id=generation_id, recipe={}, failed=[("broken.pdf", "It is empty.")])
    publish(index, scratch, generation_id)


class ForeseeableAssistant:
    """Quotes the blocks that hold most of the question's words; refuses when none holds half of them.

    A follow-up begins with "And ". A part of a question that no block has a word of is unanswered.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        limit: int = 5,
        only: Filter = Filter(),
        tell: Callable[[Stage], None] = lambda _: None,
        early: Callable[[Answer], None] = lambda _: None,
    ) -> Answer:
        self.begin(tell)
        self.asked.append((question, tuple(history)))
        interpreted = f"{history[-1]} {question}" if history and question.startswith("And ") else None
        manifest = self.generation.manifest
        places = only.places(self.generation)
        entries = [manifest.entries[place] for place in (range(len(manifest.entries)) if places is None else places)]
        searched = Searched(len(entries), sum(entry.chunks for entry in entries), manifest.generation, manifest.built)
        answer_to = interpreted or question
        found = [(share, span) for share, span in self._found(answer_to, only) if span.blocks[0].kind is not HEADING]
        by_text: dict[str, list[tuple[float, Span]]] = {}
        for share, span in found:
            by_text.setdefault(span.text, []).append((share, span))
        quotes = [self._quote(same, question) for same in by_text.values()]
        if quotes and quotes[0].score >= 0.5:
            shown = tuple(quote for quote in quotes[:limit] if quote.score >= 0.5)
            parts = re.split(r"(?<=\?)\s+", question)
            unanswered = tuple(part for part in parts if not any(words(part) & words(span.text) for _, span in found))
            return Answer(question, quotes[0].score, searched, shown, interpreted_as=interpreted, unanswered=unanswered)
        best = quotes[0].score if quotes else 0.0
        return Answer(question, best, searched, related=tuple(quotes[:3]), reason=Reason.NOT_FOUND, interpreted_as=interpreted)

    def begin(self, tell: Callable[[Stage], None]) -> None:
        """What comes before an answer: its first stage, or in its place what a test wants to happen."""
        tell(Stage.SEARCHING)

    def search(self, question: str, *, limit: int = 10, only: Filter = Filter()) -> list[RankedChunk]:
        return [RankedChunk(Chunk(place, span), share) for place, (share, span) in enumerate(self._found(question, only)[:limit])]

    def _found(self, question: str, only: Filter) -> list[tuple[float, Span]]:
        wanted = words(question)
        places = only.places(self.generation)
        found = []
        for place, document in enumerate(self.generation.documents()):
            for block in document.blocks if places is None or place in places else ():
                span = document.span_of(block)
                share = len(wanted & words(span.text)) / max(1, len(wanted))
                if share:
                    found.append((share, span))
        return sorted(found, key=lambda pair: -pair[0])

    @staticmethod
    def _quote(same: list[tuple[float, Span]], question: str) -> Quote:
        share, span = same[0]
        key = [match for match in re.finditer(r"\w+", span.text) if match[0].lower() in words(question)]
        position = span.document.block_position_at(span.start) or 0
        before = span.document.blocks[position - 1] if position else None
        lead = span.document.span_of(before) if before and span.document.text[before.end - 1] == ":" else None
        return Quote(
            span,
            share,
            lead=lead,
            key=tuple(span.document.span(span.start + match.start(), span.start + match.end()) for match in key),
            also=tuple(other for _, other in same[1:]),
        )


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-zà-ÿ]{4,}", text.lower()) if word not in _NOT_SEARCHED_FOR}
