import pytest

from ingest.parsers.html import parse_html
from tests.ingest.reading_blocks import blocks_of, settled


def texts(body: str, sheet: str = "") -> list[str]:
    return [text for _, text in blocks_of(settled(parse_html(f"<style>{sheet}</style><main><p>First.</p>{body}</main>".encode())))][1:]


@pytest.mark.parametrize("tag", ["span", "a", "strong", "job-card"])
def test_words_that_a_style_draws_as_blocks_do_not_run_together(tag: str) -> None:
    one, other = (f'<{tag} class="line">{text}</{tag}>' for text in ("Home care", "Day care"))
    assert texts(f"<div>{one}{other}Call us.</div>", ".line { display: block }") == ["Home care Day care Call us."]


def test_what_an_element_says_of_itself_counts_for_more_than_a_rule() -> None:
    body = '<p>co<span style="display: inline">operate</span></p>'
    assert texts(body, "span { display: block }") == ["cooperate"]


@pytest.mark.parametrize("holder", ["flex", "grid", "inline-flex"])
def test_words_in_boxes_side_by_side_do_not_run_together(holder: str) -> None:
    body = "<div class='row'><span>Forms</span><span>Found</span></div>"
    assert texts(body, f".row {{ display: {holder} }}") == ["Forms Found"]


@pytest.mark.parametrize("body, read", [
    ("<span>£</span><span>8</span>", "£8"),
    ("<span>C</span><span>a</span><span>re</span>", "Care"),
    ("<span>See</span>:<span>below</span>", "See:below"),
])  # fmt: skip
def test_signs_and_single_letters_in_boxes_stay_with_what_they_belong_to(body: str, read: str) -> None:
    assert texts(f"<div style='display: flex'>{body}</div>") == [read]


def test_a_box_stands_apart_from_bare_words_behind_it() -> None:
    assert texts("<div style='display: flex'><b>Carers</b>may apply.</div>") == ["Carers may apply."]


def test_words_without_such_styles_stay_as_they_are_written() -> None:
    assert texts("<p><span>inter</span><span>national</span></p>", ".row { display: flex } .line { display: block }") == ["international"]
    assert texts('<p data-x><span data-set-apart="line">inter</span>national</p>') == ["international"]
