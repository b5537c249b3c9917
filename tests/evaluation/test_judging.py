from copro_qa.chunk import Chunk
from copro_qa.evaluation.judging import (
    DocumentNames,
    document_ranks,
    page_ranks,
    passage_ranks,
    quote_words,
    right,
    sentence_overlap,
    word_overlap,
)
from tests.evaluation.fake_assistant import FakeGeneration, labelled, quote, text_document

PILLARS = text_document("reform/pillars.txt", "There are four pillars:", "prevention", "partnership. It came later.", page_of=(1, 1, 2))
OTHER = text_document("other.txt", "Nothing of the kind. Prevention is named here too.")
NAMES = DocumentNames(FakeGeneration([PILLARS, OTHER]))
CHUNKS = [
    Chunk(number, document.span_of(block)) for number, (document, block) in enumerate((d, b) for d in (OTHER, PILLARS) for b in d.blocks)
]


def test_a_document_is_known_by_id_path_name_and_name_without_ending() -> None:
    for name in ("id-of-reform/pillars.txt", "reform/pillars.txt", "pillars.txt", "pillars", "reform/pillars"):
        assert NAMES.id_of(name) == PILLARS.id
    assert NAMES.id_of("missing") is None


def test_a_name_that_two_documents_share_means_neither() -> None:
    names = DocumentNames(FakeGeneration([text_document("a/report.txt", "One."), text_document("b/report.txt", "Two.")]))
    assert names.id_of("report") is None
    assert names.id_of("a/report.txt") == "id-of-a/report.txt"


def test_a_document_ranks_where_its_first_chunk_does_among_documents() -> None:
    assert document_ranks(labelled(doc="pillars"), CHUNKS, NAMES) == (2,)
    assert document_ranks(labelled(doc="pillars", also=["other.txt"]), CHUNKS, NAMES) == (1,)
    assert document_ranks(labelled(relevant_docs=["pillars", "other", "missing"]), CHUNKS, NAMES) == (2, 1, None)


def test_a_passage_ranks_where_the_first_chunk_that_holds_the_evidence_does() -> None:
    assert passage_ranks(labelled(evidence=["came later"]), CHUNKS) == (4,)
    assert passage_ranks(labelled(evidence_all=[["four *pillars*"], ["nowhere"]]), CHUNKS) == (2, None)


def test_a_chunk_holds_evidence_that_begins_in_its_lead_in() -> None:
    chunk = Chunk(0, PILLARS.span_of(PILLARS.blocks[1]), PILLARS.span_of(PILLARS.blocks[0]))
    assert passage_ranks(labelled(evidence=["pillars: prevention"]), [chunk]) == (1,)


def test_a_chunk_that_is_a_piece_of_longer_evidence_holds_it_but_a_few_words_do_not() -> None:
    long = text_document("long.txt", "Four pillars", "Prevention comes first of the four pillars that the reform of services rests on.")
    chunks = [Chunk(number, long.span_of(block)) for number, block in enumerate(long.blocks)]
    assert passage_ranks(labelled(evidence=[f"Four pillars {chunks[1].span.text} The rest follows."]), chunks) == (2,)


def test_an_unanswerable_question_has_no_passage_to_find() -> None:
    assert passage_ranks(labelled(answerable=False, evidence=["prevention"]), CHUNKS) == ()


def test_pages_rank_in_the_order_in_which_chunks_bring_them() -> None:
    assert page_ranks(labelled(doc="pillars", page=2), CHUNKS, NAMES) == (2,)
    assert page_ranks(labelled(doc="pillars", pages=[9, 1]), CHUNKS, NAMES) == (1,)
    assert page_ranks(labelled(doc="other", page=1), CHUNKS, NAMES) == (None,)
    assert page_ranks(labelled(doc="pillars"), CHUNKS, NAMES) == ()


def test_a_quote_is_right_when_it_or_its_lead_in_with_it_contains_evidence() -> None:
    with_lead = quote(PILLARS, "prevention", lead="There are four pillars:")
    assert right(with_lead, ["four pillars: prevention"])
    assert not right(quote(PILLARS, "prevention"), ["four pillars: prevention"])


def test_a_right_quote_may_come_from_a_document_that_the_label_does_not_name() -> None:
    assert right(quote(OTHER, "Prevention is named here too."), ["prevention is named"])


def test_a_lead_in_that_several_quotes_share_is_shown_once() -> None:
    lead = "There are four pillars:"
    assert quote_words([quote(PILLARS, "prevention", lead=lead), quote(PILLARS, "partnership.", lead=lead)]) == [
        *("there", "are", "four", "pillars"),
        "prevention",
        "partnership",
    ]


def test_words_are_measured_against_the_alternative_that_is_covered_best() -> None:
    found = word_overlap([quote(OTHER, "Nothing of the kind.")], labelled(evidence=["quite other words", "of the kind"]))
    assert found.recall == 1.0
    assert found.precision == 3 / 4


def test_words_are_measured_against_all_parts_of_the_evidence() -> None:
    found = word_overlap([quote(OTHER, "Nothing of the kind.")], labelled(evidence_all=["nothing of the kind", "prevention is named here"]))
    assert found.recall == 4 / 8
    assert found.precision == 1.0


def test_sentences_are_measured_whole_though_the_evidence_is_a_part_of_one() -> None:
    question = labelled(evidence=["named here"])
    assert sentence_overlap([quote(OTHER, "Prevention is named here too.")], question, [OTHER]) == (1.0, 1.0, 1.0)
    both = sentence_overlap([quote(OTHER, "Nothing of the kind. Prevention is named here too.")], question, [OTHER])
    assert both.precision == 0.5
    assert both.recall == 1.0


def test_no_quote_covers_no_sentence() -> None:
    assert sentence_overlap([], labelled(evidence=["named here"]), [OTHER]) == (0.0, 0.0, 0.0)


def test_the_same_sentence_in_another_document_counts_as_the_same() -> None:
    copy = text_document("copy.txt", "Prevention is named here too.")
    assert sentence_overlap([quote(copy, "Prevention is named here too.")], labelled(evidence=["named here"]), [OTHER]).f1 == 1.0


def test_evidence_that_stands_in_no_document_is_its_own_sentence() -> None:
    assert sentence_overlap([quote(OTHER, "Nothing of the kind.")], labelled(evidence=["not written"]), [OTHER]).f1 == 0.0
