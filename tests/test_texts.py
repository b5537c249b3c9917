from __future__ import annotations

import ast
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from starlette.exceptions import HTTPException

import ingest
from copro_qa.errors import (
    AnswerNotFound,
    CheckTooLong,
    CoproQaError,
    DocumentNotFound,
    InvalidInput,
    NoPageImages,
    NotADate,
    NotFound,
    OriginalUnavailable,
    PageNotFound,
    SpanOutOfRange,
    UnknownInFilter,
)
from copro_qa.service.pages.routes import problem_page
from copro_qa.service.problems import problem_body, problem_of
from copro_qa.texts import texts
from ingest.file_kind import FileKind
from ingest.left_out import Reason

SERVICE = files("copro_qa.service")
_SAID = re.compile(r'say\(\s*"([a-z_.]+)"')


def test_every_text_that_a_template_says_is_in_the_catalogue() -> None:
    templates = [file for file in SERVICE.joinpath("pages/templates").iterdir() if file.name.endswith(".html")]
    said = {name for template in templates for name in _SAID.findall(template.read_text(encoding="utf-8"))}
    assert len(said) > 20
    for name in said - {"document.", "accessibility.", "document.zoom_", "sureness."}:
        assert found(name), name


def test_templates_hold_no_words_of_their_own() -> None:
    for template in SERVICE.joinpath("pages/templates").iterdir():
        markup = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.findall(r"[A-Za-z]{3,}", markup), template.name


# On no page: what fetching says, and why a page cannot be drawn, which the page says in words of its own.
_ON_NO_PAGE = {"fetching.py", "page_images.py", "pdf_image.py"}
_WORDS = re.compile(r"\w+ \w+ \w+")
_TOLD = {"DocumentUnreadable", "LimitReached", "PagesArePictures", "RecognitionFailed"}


def sentences_written_out(code: str) -> list[int]:
    """The lines on which the indexer says of a file what a page will show, in words that stand in the code."""
    lines = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = ast.unparse(node.func)
        is_told = called in _TOLD or called.endswith(("draft.warnings.append", "metadata.warnings.append", "failed.append"))
        if is_told and any(isinstance(part, ast.Constant | ast.JoinedStr) and _WORDS.search(ast.unparse(part)) for part in ast.walk(node)):
            lines.append(node.lineno)
    return lines


INDEXER = [file for file in Path(ingest.__file__ or "").parent.rglob("*.py") if file.name not in _ON_NO_PAGE]


def test_what_the_indexer_says_of_a_file_on_a_page_is_in_the_catalogue() -> None:
    said = {name for file in INDEXER for name in re.findall(r'"((?:noticed|unreadable)\.[a-z_]+)"', file.read_text(encoding="utf-8"))}
    assert len(said) > 40
    for name in said:
        assert found(name), name
    for kind in FileKind:
        assert kind.is_read or kind.reason


def test_the_indexer_holds_no_words_of_its_own_for_a_page() -> None:
    own = [f"{file.name}, line {line}" for file in INDEXER for line in sentences_written_out(file.read_text(encoding="utf-8"))]
    assert own == []


def test_words_of_the_indexer_that_stand_in_its_code_are_found() -> None:
    assert sentences_written_out('raise DocumentUnreadable("The file is empty.")') == [1]
    assert sentences_written_out('draft.warnings.append(f"Page {number} of the file is damaged.")') == [1]
    assert sentences_written_out('raise DocumentUnreadable(texts()("unreadable.empty"))') == []


def subclasses(kind: type[CoproQaError]) -> set[type[CoproQaError]]:
    """Those of copro_qa: the service never runs in one process with ingest, whose errors other tests may have loaded."""
    deeper = {deeper for one in kind.__subclasses__() for deeper in subclasses(one)}
    return {one for one in {kind, *deeper} if one.__module__.startswith("copro_qa.")}


OF_WHAT_WAS_ASKED = {
    DocumentNotFound: ("plan.pdf",),
    PageNotFound: ("plan.pdf", 12, 13),
    NoPageImages: ("plan.pdf",),
    AnswerNotFound: (),
    CheckTooLong: ("What happened.",),
    SpanOutOfRange: (5, 9, 7, "0f"),
    NotADate: ("spring",),
    UnknownInFilter: ("plan.pdf",),
}


def made(kind: type[CoproQaError], message: str) -> CoproQaError:
    """An error of this kind, with ``message`` in place of its own."""
    error = kind(*OF_WHAT_WAS_ASKED.get(kind, (message,)))
    error.args = (message,)
    return error


@pytest.mark.parametrize("kind", sorted(subclasses(CoproQaError), key=str))
def test_every_error_is_a_problem_with_a_title_and_an_explanation(kind: type[CoproQaError]) -> None:
    problem = problem_of(made(kind, "What happened."))
    assert problem.title
    assert problem.explanation
    assert 400 <= problem.status < 600


@pytest.mark.parametrize("kind", sorted(subclasses(CoproQaError), key=str))
def test_a_page_says_no_words_of_a_lower_layer(kind: type[CoproQaError]) -> None:
    page = bytes(problem_page(problem_of(made(kind, "Words of a lower layer."))).body).decode()
    assert "Words of a lower layer." not in page
    assert texts()("problems.home") in page


@pytest.mark.parametrize("kind", [InvalidInput, NotFound, OriginalUnavailable, *OF_WHAT_WAS_ASKED])
def test_programs_are_told_of_what_they_asked_in_the_layer_s_own_words(kind: type[CoproQaError]) -> None:
    assert problem_body(problem_of(made(kind, "Words of a lower layer.")))["detail"] == "Words of a lower layer."


def test_a_page_names_what_it_is_about_and_cuts_a_name_that_goes_on_and_on() -> None:
    explanation = problem_of(PageNotFound("plan.pdf", 1200, 1300)).explanation
    assert explanation.startswith("plan.pdf has 1,200 pages, so there is no page 1,300.")
    assert len(problem_of(DocumentNotFound("x" * 10_000)).explanation) < 300


def test_a_document_of_one_page_has_no_pages() -> None:
    problem = problem_of(PageNotFound("plan.pdf", 1, 2))
    assert problem.explanation.startswith("plan.pdf has one page, so there is no page 2.")
    assert problem.for_programs == "plan.pdf has 1 page, so there is no page 2."


def test_a_page_about_something_that_cannot_be_used_names_causes_and_points_to_no_list_that_is_not_there() -> None:
    page = bytes(problem_page(problem_of(InvalidInput("What happened."))).body).decode()
    assert "list of errors" not in page
    assert "missing, too long, or not of the kind that is wanted" in page


@pytest.mark.parametrize("error", [HTTPException(400), NotFound("What happened.")])
def test_where_no_more_is_known_a_page_still_says_what_may_be_wrong_and_what_to_do(error: Exception) -> None:
    explanation = problem_of(error).explanation
    assert "slip" in explanation
    assert not explanation.startswith(("See", "Look"))
    assert "formed" not in explanation


def test_a_text_with_a_number_has_its_singular_and_its_plural() -> None:
    say = texts()
    assert say("answer.quotations", count=1) == "One quotation"
    assert say("answer.quotations", count=1234) == "1,234 quotations"


def test_a_name_or_value_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts()("answer.nothing")
    with pytest.raises(KeyError):
        texts()("answer.page")


@pytest.mark.parametrize(
    "written, expected",
    [("2015", "2015"), ("2015-06", "June 2015"), ("2015-06-04", "4 June 2015"), ("2015-13", "2015-13"), ("spring", "spring"), ("", "")],
)
def test_dates_are_written_as_people_write_them(written: str, expected: str) -> None:
    assert texts().date(written) == expected


def found(name: str) -> Any:
    entry: Any = texts()._catalogue
    for part in name.split("."):
        entry = entry.get(part, {})
    return entry


def test_the_accessibility_statement_says_the_same_on_the_page_and_in_the_documentation() -> None:
    written = Path(__file__).parents[1].joinpath("docs", "accessibility.md").read_text(encoding="utf-8")
    in_one_line = " ".join(written.split())
    say = texts()
    sentences = [text for part in ("can", "tested", "not_tested", "known") for text in say.list(f"accessibility.{part}.sentences")]
    assert len(sentences) > 10
    for sentence in [*sentences, say("accessibility.help.text")]:
        assert sentence in in_one_line


def test_the_reasons_for_which_text_is_left_out_differ_in_their_words() -> None:
    words = [value for name, value in vars(Reason).items() if name.isupper()]
    assert all(words)
    assert len(set(words)) == len(words)
