"""A document into chunks: the stretches that search finds as one.

Chunks follow the document's structure. Where to cut is the cheapest way through all places where a cut is possible: a cut
between paragraphs costs nothing, one inside a list or a paragraph costs more, and so does a chunk that is far from the size aimed at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from copro_qa.chunk import Chunk
from copro_qa.document import Block, BlockKind, Document, Span
from copro_qa.sentences import sentence_spans
from ingest.chunk_cuts import ChunkSizes, Piece, cheapest_cuts, count_words, end_without_white_space, halves

__all__ = ["CHUNKER_VERSION", "ChunkSizes", "CountTokens", "chunk"]

CHUNKER_VERSION = "3"
"""Part of the recipe of a generation. Raise it whenever a change here, or in how sentences are told apart, gives other chunks."""

CountTokens = Callable[[Sequence[str]], list[int]]
"""Tokens of each text, with the model's own start and end marks."""

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
# Kinds that are never in one chunk with running text, nor with one another.
_APART = frozenset({BlockKind.FOOTNOTE, BlockKind.REFERENCE, BlockKind.CONTENTS, BlockKind.FRONT_MATTER, BlockKind.SPEAKER_NOTE})
_PARTS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})

# What a cut costs, in the unit of chunk_cuts: a chunk of twice, or of nearly no, words aimed at costs 1.
_CUT_INSIDE_LIST = 0.5
_CUT_INSIDE_BLOCK = 1.0
_CUT_AFTER_LEAD_IN = 2.0
_CUT_INSIDE_SENTENCE = 3.0


def chunk(
    document: Document, count_tokens: CountTokens, *, max_tokens: int, sizes: ChunkSizes | None = None
) -> list[tuple[Span, Span | None]]:
    """The chunks of ``document`` in order, each with the lead-in that it leans on when that lies outside it.

    A chunk never crosses a heading; footnotes, references, contents, front matter and speakers' notes are apart from the running text.
    Headings are in the context of the chunks below them, so they make no chunks of their own unless nothing stands below them. Every
    character of every other block is in one chunk, but for white space at a cut. ``Chunk.searchable_text`` has at most ``max_tokens``
    tokens; where title, headings and lead-in leave less than half of that for the text, the text may still have that half.
    """
    return _Chunker(document, count_tokens, max_tokens, sizes or ChunkSizes()).chunks()


class _Chunker:
    def __init__(self, document: Document, count_tokens: CountTokens, max_tokens: int, sizes: ChunkSizes) -> None:
        self.document = document
        self.count_tokens = count_tokens
        self.max_tokens = max_tokens
        self.sizes = sizes
        self.marks = count_tokens([""])[0]
        """Tokens that the model adds to every text."""
        self.least_budget = max(1, (max_tokens - self.marks) // 2)
        self.leads: dict[int, Span | None] = {}
        title, arrow, joined, apart, *blocks = count_tokens(
            [document.source.title, " > ", "a\n\na", "a", *(document.text[block.start : block.end] for block in document.blocks)]
        )
        self.joint_tokens = max(0, joined - 2 * apart + self.marks)
        """Tokens of the white space between two blocks; none for most models."""
        self.title_tokens = title - self.marks + self.joint_tokens
        self.arrow_tokens = arrow - self.marks
        self.block_tokens = [tokens - self.marks for tokens in blocks]
        self.position_at = {block.start: position for position, block in enumerate(document.blocks)}

    def chunks(self) -> list[tuple[Span, Span | None]]:
        """See :func:`chunk`."""
        spans = [span for run in self._runs() for span in self._spans_of(run)]
        spans += [self.document.span_of(self.document.blocks[position]) for position in self._bare_headings()]
        return [(span, self._lead_of(span)) for span in self._fitted(sorted(spans, key=lambda span: span.start))]

    def _runs(self) -> Iterator[list[int]]:
        """Positions of blocks that may share a chunk, run by run."""
        for kind, positions in groupby(range(len(self.document.blocks)), key=self._family):
            if kind not in _HEADINGS:
                yield list(positions)

    def _family(self, position: int) -> BlockKind | None:
        """The kind of text that a block is apart with; None for running text. A list in a footnote is part of the footnote."""
        blocks = self.document.blocks
        kind, lead = blocks[position].kind, blocks[position].lead
        if kind in _HEADINGS:
            return kind
        while kind in _PARTS and lead is not None and lead < position:
            position = lead
            kind, lead = blocks[position].kind, blocks[position].lead
        return kind if kind in _APART else None

    def _bare_headings(self) -> Iterator[int]:
        """Headings right before another of the same or a higher level, or at the end; and a title where there is nothing else at all."""
        blocks = self.document.blocks
        for position, block in enumerate(blocks):
            after = blocks[position + 1] if position + 1 < len(blocks) else None
            if block.kind is BlockKind.HEADING:
                if after is None or after.kind is BlockKind.TITLE or (after.kind is BlockKind.HEADING and after.level <= block.level):
                    yield position
            elif block.kind is BlockKind.TITLE and all(other.kind is BlockKind.TITLE for other in blocks):
                yield position

    def _spans_of(self, run: Sequence[int]) -> Iterator[Span]:
        pieces = [piece for position in run for piece in self._pieces_of(position, first=position == run[0])]
        for start, end in cheapest_cuts(pieces, self.sizes):
            yield self.document.span(pieces[start].start, pieces[end - 1].end)

    def _pieces_of(self, position: int, *, first: bool) -> list[Piece]:
        block = self.document.blocks[position]
        budget = self._budget(position)
        cost = 0.0 if first else self._cost_before(position)
        words = count_words(self.document.text, block.start, block.end)
        if words <= self.sizes.most_words and self.block_tokens[position] + self.joint_tokens <= budget:
            return [Piece(block.start, block.end, words, self.block_tokens[position] + self.joint_tokens, cost, budget)]
        ranges = self._sentence_ranges(block, budget)
        tokens = self.count_tokens([self.document.text[start:end] for start, end, _ in ranges])
        return [
            Piece(start, end, count_words(self.document.text, start, end), count - self.marks + self.joint_tokens, cut or cost, budget)
            for (start, end, cut), count in zip(ranges, tokens, strict=True)
        ]

    def _sentence_ranges(self, block: Block, budget: int) -> list[tuple[int, int, float]]:
        """Start, end and cost of a cut before: the sentences of a long block, and the parts of a sentence that is too long itself."""
        sentences = sentence_spans(self.document.span_of(block))
        # From one sentence to the next, so that nothing is lost if the sentences do not meet.
        starts = [block.start, *(sentence.start for sentence in sentences[1:])]
        ranges: list[tuple[int, int, float]] = []
        for start, following in zip(starts, [*starts[1:], block.end], strict=True):
            end = following if following == block.end else end_without_white_space(self.document.text, start, following)
            parts = self._parts(start, end, budget)
            ranges.append((*parts[0], _CUT_INSIDE_BLOCK if start > block.start else 0.0))
            ranges += [(*part, _CUT_INSIDE_SENTENCE) for part in parts[1:]]
        return ranges

    def _parts(self, start: int, end: int, budget: int) -> list[tuple[int, int]]:
        """``text[start:end]`` halved, near the end of a clause or a word, until each part is short enough."""
        done: list[tuple[int, int]] = []
        waiting = [(start, end)]
        while waiting:
            start, end = waiting.pop()
            is_short = (
                count_words(self.document.text, start, end) <= self.sizes.most_words
                and self._tokens(start, end) + self.joint_tokens <= budget
            )
            if is_short or end - start == 1:
                done.append((start, end))
                continue
            left, right = halves(self.document.text, start, end)
            waiting += [right, left]
        return done

    def _cost_before(self, position: int) -> float:
        """What a cut costs between this block and the one before it."""
        blocks = self.document.blocks
        lead = blocks[position].lead
        before = blocks[position - 1]
        if lead == position - 1 or self.document.text[before.start : before.end].rstrip().endswith(":"):
            return _CUT_AFTER_LEAD_IN
        # A nested item, or the next item of the same list or row of the same table.
        if lead is not None and lead < position:
            return _CUT_INSIDE_LIST
        same_kind = blocks[position].kind is before.kind
        return _CUT_INSIDE_LIST if same_kind and blocks[position].kind in _PARTS else 0.0

    def _budget(self, position: int) -> int:
        """Tokens for the text of a chunk that begins in this block."""
        lead = self._lead_of_block(position)
        lead_tokens = self._tokens(lead.start, lead.end) + self.joint_tokens if lead else 0
        return max(self._room_beside_headings(position) - lead_tokens, self.least_budget)

    def _room_beside_headings(self, position: int) -> int:
        """Tokens that title and heading path leave for lead-in and text."""
        headings = self.document.headings_at(self.document.blocks[position].start)
        path = sum(self.block_tokens[self.position_at[heading.start]] + self.arrow_tokens for heading in headings)
        return self.max_tokens - self.marks - self.title_tokens - path - self.joint_tokens

    def _lead_of_block(self, position: int) -> Span | None:
        """What introduces this block: the whole block named as its lead, or its last sentence, or nothing when it leaves no room."""
        if position not in self.leads:
            self.leads[position] = self._find_lead(position)
        return self.leads[position]

    def _find_lead(self, position: int) -> Span | None:
        blocks = self.document.blocks
        lead = blocks[position].lead
        if lead is None or lead == position or blocks[lead].kind in _HEADINGS:
            return None
        whole = self.document.span_of(blocks[lead])
        room = self._room_beside_headings(position) - self.least_budget
        is_sentence = count_words(self.document.text, whole.start, whole.end) <= self.sizes.target_words // 3
        candidates = [whole] if is_sentence else []
        candidates += sentence_spans(whole)[-1:]
        return next((span for span in candidates if self._tokens(span.start, span.end) <= room), None)

    def _lead_of(self, span: Span) -> Span | None:
        position = bisect_right(self.document.blocks, span.start, key=lambda block: block.start) - 1
        lead = self._lead_of_block(position)
        return None if lead is None or span.overlaps(lead) else lead

    def _fitted(self, spans: Sequence[Span]) -> Iterator[Span]:
        """``spans``, cut further where the searchable text is too long after all.

        Tokens are added up piece by piece before, which is exact for word-piece models and nearly so for others.
        """
        lengths = self.count_tokens([self._searchable_text(span) for span in spans])
        for span, tokens in zip(spans, lengths, strict=True):
            if tokens <= self.max_tokens:
                yield span
            else:
                yield from self._cut_to_fit(span)

    def _cut_to_fit(self, span: Span) -> Iterator[Span]:
        waiting = [span]
        while waiting:
            part = waiting.pop()
            fits = self.count_tokens([self._searchable_text(part)])[0] <= self.max_tokens
            if fits or self._tokens(part.start, part.end) <= self.least_budget or part.end - part.start == 1:
                yield part
                continue
            left, right = halves(self.document.text, part.start, part.end)
            waiting += [self.document.span(*right), self.document.span(*left)]

    def _searchable_text(self, span: Span) -> str:
        return Chunk(0, span, self._lead_of(span)).searchable_text

    def _tokens(self, start: int, end: int) -> int:
        position = self.position_at.get(start)
        if position is not None and self.document.blocks[position].end == end:
            return self.block_tokens[position]
        return self.count_tokens([self.document.text[start:end]])[0] - self.marks
