from copro_qa.evaluation.outcome import Outcome
from copro_qa.evaluation.questions import Problem
from copro_qa.evaluation.runner import evaluate
from tests.evaluation.fake_assistant import FakeAssistant, answered, labelled, quote, refused, text_document

DOCUMENT = text_document("report.txt", "The report came out in 2011.", "It named four pillars.", "Costs are not given.")
YEAR, PILLARS, COSTS = (
    quote(DOCUMENT, words) for words in ("The report came out in 2011.", "It named four pillars.", "Costs are not given.")
)


def assistant() -> FakeAssistant:
    answers = {
        "when": answered(YEAR, PILLARS),
        "pillars": answered(YEAR, PILLARS, confidence=0.7),
        "missed": refused(PILLARS, confidence=0.4),
        "cost": refused(COSTS),
        "moon": answered(YEAR),
    }
    return FakeAssistant([DOCUMENT], answers, {"pillars": ["Costs", "It named"]})


def test_the_first_quote_right_and_one_of_the_rest_right_are_told_apart() -> None:
    when = labelled(id="1", question="when", doc="report.txt", evidence=["in 2011"])
    pillars = labelled(id="2", question="pillars", doc="report.txt", evidence=["four pillars"])
    first, second = evaluate(assistant(), [when, pillars]).outcomes
    assert (first.first_right, first.right_within, first.best_right) == (True, True, True)
    assert (second.first_right, second.right_within, second.best_right) == (False, True, False)
    assert (second.document_ranks, second.passage_ranks) == ((1,), (2,))


def test_a_refused_question_is_judged_by_its_nearest_passage_but_has_no_right_quote() -> None:
    (outcome,) = evaluate(assistant(), [labelled(question="missed", doc="report.txt", evidence=["four pillars"])]).outcomes
    assert (outcome.answered, outcome.first_right, outcome.best_right, outcome.reason) == (False, False, True, "not_found")
    assert outcome.words_shown == 0


def test_the_best_candidate_for_an_unanswerable_question_is_never_right() -> None:
    refused_one, answered_one = evaluate(
        assistant(), [labelled(id="1", question="cost", answerable=False), labelled(id="2", question="moon", answerable=False)]
    ).outcomes
    assert (refused_one.answered, refused_one.best_right, refused_one.quotes_right) == (False, False, None)
    assert (answered_one.answered, answered_one.best_right, answered_one.words_shown) == (True, False, 6)


def test_quotes_are_not_judged_where_a_question_has_no_evidence() -> None:
    (outcome,) = evaluate(assistant(), [labelled(question="when", doc="report.txt")]).outcomes
    assert outcome.document_ranks == (1,)
    assert (outcome.best_right, outcome.quotes_right, outcome.words, outcome.sentences) == (None, None, None, None)


def test_a_full_answer_has_a_quote_for_each_part() -> None:
    (outcome,) = evaluate(assistant(), [labelled(question="when", evidence_all=[["in 2011", "year 2011"], ["costs"]])]).outcomes
    assert outcome.parts_found == 0.5


def test_evidence_that_is_not_in_the_indexed_text_is_noticed() -> None:
    read, unread, missing = evaluate(
        assistant(),
        [
            labelled(id="1", question="when", doc="report.txt", evidence=["costs are"]),
            labelled(id="2", question="when", doc="report.txt", evidence=["a lost table"]),
            labelled(id="3", question="when", doc="lost.pdf", evidence=["costs are"]),
        ],
    ).outcomes
    assert (read.evidence_indexed, unread.evidence_indexed, missing.evidence_indexed) == (True, False, False)


def test_a_question_that_cannot_be_asked_is_reported_and_the_rest_go_on() -> None:
    run = evaluate(assistant(), [labelled(id="long", question="no answer is written for this"), labelled(id="2", question="when")])
    assert [outcome.id for outcome in run.outcomes] == ["2"]
    assert [str(problem) for problem in run.problems] == ["question long: it could not be asked. The question is too long."]


def test_a_label_that_names_no_document_of_the_index_is_reported_and_counts_as_a_miss() -> None:
    run = evaluate(assistant(), [labelled(question="when", doc="lost.pdf")], problems=[Problem("line 9", "it is not JSON.")])
    assert run.outcomes[0].document_ranks == (None,)
    assert [str(problem) for problem in run.problems] == [
        "line 9: it is not JSON.",
        "question q: the document 'lost.pdf' is not in the index. It counts as not found.",
    ]


def test_earlier_questions_go_along_and_progress_is_told() -> None:
    fake, seen = assistant(), []
    evaluate(fake, [labelled(question="when", history=["before"])], on_progress=lambda done, of: seen.append((done, of)))
    assert fake.asked == [("when", ("before",))]
    assert seen == [(1, 1)]


def test_a_run_knows_what_it_was_made_from() -> None:
    run = evaluate(assistant(), [labelled(question="when")], limit=3, depth=20)
    assert (run.generation, run.documents, run.chunks, run.limit, run.depth, run.line) == ("g1", 1, 3, 3, 20, 0.5)


def test_the_document_of_the_best_candidate_is_judged_whether_it_is_shown_or_not() -> None:
    run = evaluate(
        assistant(),
        [
            labelled(id="1", question="when", doc="report.txt"),
            labelled(id="2", question="missed", doc="report.txt"),
            labelled(id="3", question="when", doc="lost.pdf"),
            labelled(id="4", question="cost", doc="report.txt", answerable=False),
        ],
    )
    assert [outcome.best_document_right for outcome in run.outcomes] == [True, True, False, None]


def test_a_question_whose_outcome_is_known_is_not_asked_again() -> None:
    fake = assistant()
    kept: list[Outcome] = []
    first, second = labelled(id="1", question="when"), labelled(id="2", question="moon", answerable=False)
    (earlier,) = evaluate(fake, [first]).outcomes
    run = evaluate(fake, [first, second], known={"1": earlier}, on_outcome=kept.append)
    assert [question for question, _ in fake.asked] == ["when", "moon"]
    assert run.outcomes[0] is earlier
    assert kept == [run.outcomes[1]]
