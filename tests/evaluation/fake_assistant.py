"""An assistant over a few documents, whose answers the test writes down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copro_qa.answer import Answer, Quote, Reason, Searched
from copro_qa.answering.calibration import Calibration
from copro_qa.chunk import Chunk
from copro_qa.document import Block, BlockKind, Document, Page, Source
from copro_qa.errors import InvalidInput
from copro_qa.evaluation.outcome import Evaluation, Outcome
from copro_qa.evaluation.questions import LabelledQuestion, Problem, read_question
from copro_qa.retrieval.search import RankedChunk
from copro_qa.store.manifest import Entry

SEARCHED = Searched(documents=2, chunks=4, generation="g1", built="2026-01-01T00:00:00Z")


def text_document(path: str, *paragraphs: str, page_of: Sequence[int] = ()) -> Document:
    """A document of these paragraphs; ``page_of`` gives each one's page, in order."""
    text = ""
    blocks: list[Block] = []
    pages: list[Page] = []
    for place, paragraph in enumerate(paragraphs):
        start = len(text) + 1 if text else 0
        text = f"{text}\n{paragraph}" if text else paragraph
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text)))
        if page_of and (not pages or pages[-1].number != page_of[place]):
            pages.append(Page(page_of[place], str(page_of[place]), start, len(text)))
        elif page_of:
            pages[-1] = Page(pages[-1].number, pages[-1].label, pages[-1].start, len(text))
    source = Source(path=path, file_sha256="0" * 64, media_type="text/plain", title=path)
    return Document(f"id-of-{path}", text, tuple(blocks), tuple(pages), source)


def quote(document: Document, words: str, *, lead: str | None = None, score: float = 0.9) -> Quote:
    """The quote of ``words``, which must stand in the document."""
    start = document.text.index(words)
    lead_start = document.text.index(lead) if lead else 0
    span_of_lead = document.span(lead_start, lead_start + len(lead)) if lead else None
    return Quote(document.span(start, start + len(words)), score, lead=span_of_lead)


def answered(*quotes: Quote, confidence: float = 0.9) -> Answer:
    return Answer("?", confidence, SEARCHED, quotes=quotes)


def refused(*related: Quote, confidence: float = 0.1) -> Answer:
    return Answer("?", confidence, SEARCHED, related=related, reason=Reason.NOT_FOUND)


class FakeGeneration:
    id = "g1"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self.entries = [Entry(document.id, document.source, words=1, chunks=len(document.blocks)) for document in documents]

    def __len__(self) -> int:
        return sum(len(document.blocks) for document in self._documents.values())

    def document(self, document: str) -> Document:
        return self._documents[document]


class FakeAssistant:
    """One chunk a paragraph. ``found`` gives, for a question, the words at which the ranked chunks start; else they come in order."""

    calibration = Calibration(0.0, {}, line=0.5, sentence_line=0.5)

    def __init__(
        self, documents: Sequence[Document], answers: Mapping[str, Answer], found: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.generation = FakeGeneration(documents)
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self._answers = answers
        self._found = found or {}
        blocks = [document.span_of(block) for document in documents for block in document.blocks]
        self._chunks = [Chunk(number, span) for number, span in enumerate(blocks)]

    def ask(self, question: str, *, history: Sequence[str] = (), limit: int = 5) -> Answer:
        self.asked.append((question, tuple(history)))
        if question not in self._answers:
            raise InvalidInput("The question is too long.")
        return self._answers[question]

    def search(self, question: str, *, limit: int = 10, history: Sequence[str] = ()) -> list[RankedChunk]:
        starts = self._found.get(question)
        chunks = self._chunks
        if starts is not None:
            chunks = [next(chunk for chunk in self._chunks if chunk.span.text.startswith(start)) for start in starts]
        return [RankedChunk(chunk, 1 / rank) for rank, chunk in enumerate(chunks[:limit], 1)]


def labelled(**record: object) -> LabelledQuestion:
    return read_question({"question": "?", "answerable": True} | record, default_id="q")


def outcome(
    name: str, *, answerable: bool = True, answered: bool = True, confidence: float = 0.9, right: bool = True, **more: object
) -> Outcome:
    """An outcome with evidence: when answered, one quote that is right or wrong; when refused, a nearest passage that is."""
    fields: dict[str, object] = {
        "kind": None,
        "reason": None if answered else "not_found",
        "best_right": right and answerable,
        "quotes_right": ((right,) if answered else ()) if answerable else None,
    }
    facts = {"id": name, "answerable": answerable, "answered": answered, "confidence": confidence}
    return Outcome(**(facts | fields | more))  # type: ignore[arg-type]  # a mixture on purpose


def run_of(*outcomes: Outcome, line: float = 0.5, problems: Sequence[Problem] = ()) -> Evaluation:
    return Evaluation(tuple(outcomes), tuple(problems), "g1", documents=2, chunks=4, limit=5, depth=50, line=line, seconds=1.0)
