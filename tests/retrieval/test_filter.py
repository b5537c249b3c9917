from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copro_qa.errors import InvalidInput
from copro_qa.retrieval.filter import Filter
from copro_qa.store.generation import Generation
from tests.fakes import generation, source, written

FACTS = {
    "acts/2013.md": ("acts", "2013"),
    "acts/2014-04.md": ("acts", "2014-04"),
    "acts/2014-04-15.md": ("acts", "2014-04-15"),
    "plans/2015.md": ("plans", "2015-01-31"),
    "plans/undated.md": ("plans", None),
    "plans/unclear.md": (None, "spring 2014"),
}
PATHS = sorted(FACTS)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    documents = [
        written(path, "Text.", of=replace(source(path), collection=collection, published=published))
        for path, (collection, published) in FACTS.items()
    ]
    return generation(tmp_path_factory.mktemp("index"), documents)


def left(opened: Generation, only: Filter) -> list[str]:
    places = only.places(opened)
    assert places is not None
    return [PATHS[place] for place in places]


def test_a_filter_without_fields_narrows_nothing(opened: Generation) -> None:
    assert Filter().places(opened) is None


def test_documents_are_chosen_by_path_and_by_id(opened: Generation) -> None:
    identity = opened.document("plans/2015.md").id
    assert left(opened, Filter(documents=("acts/2013.md", identity))) == ["acts/2013.md", "plans/2015.md"]


def test_a_document_that_is_not_there_is_refused_by_name(opened: Generation) -> None:
    with pytest.raises(InvalidInput, match=r"'acts/2031\.md', which is not in the index"):
        Filter(documents=("acts/2013.md", "acts/2031.md")).places(opened)


def test_all_fields_must_hold(opened: Generation) -> None:
    assert left(opened, Filter(collections=("acts",))) == ["acts/2013.md", "acts/2014-04-15.md", "acts/2014-04.md"]
    assert left(opened, Filter(collections=("acts", "plans"), documents=("plans/2015.md",))) == ["plans/2015.md"]
    assert left(opened, Filter(collections=("acts",), documents=("plans/2015.md",))) == []
    assert left(opened, Filter(collections=("nothing",))) == []
    assert left(opened, Filter(collections=("acts",), published_from="2014")) == ["acts/2014-04-15.md", "acts/2014-04.md"]


@pytest.mark.parametrize(
    "first, last, expected",
    [
        ("2013", "2013", ["acts/2013.md"]),
        ("2013-12-31", None, ["acts/2013.md", "acts/2014-04-15.md", "acts/2014-04.md", "plans/2015.md"]),
        (None, "2013-01-01", ["acts/2013.md"]),
        ("2014-04-16", "2014-12", ["acts/2014-04.md"]),
        ("2014-04-15", "2014-04-15", ["acts/2014-04-15.md", "acts/2014-04.md"]),
        ("2014-05", "2014-12", []),
        ("2015-01", "2015-01", ["plans/2015.md"]),
        ("2015-01-31", None, ["plans/2015.md"]),
        ("2015-02", None, []),
        (None, "2014-03-31", ["acts/2013.md"]),
        ("2016", "2012", []),
    ],
)
def test_both_ends_of_a_time_are_included_and_a_document_counts_for_all_of_the_time_it_names(
    opened: Generation, first: str | None, last: str | None, expected: list[str]
) -> None:
    assert left(opened, Filter(published_from=first, published_to=last)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "15", "2015-13", "2015-00", "2015-06-00", "2015-02-30", "2015-6", "2015-06-24T00:00", "0000", "next year", "2015\n", "-2015"],
)
def test_what_is_no_date_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InvalidInput, match="is not a date"):
        Filter(published_from=text)
    with pytest.raises(InvalidInput, match="is not a date"):
        Filter(published_to=text)


def test_the_last_day_of_february_depends_on_the_year() -> None:
    Filter(published_from="2016-02-29")
    with pytest.raises(InvalidInput):
        Filter(published_from="2015-02-29")


def test_filtering_an_empty_index_leaves_nothing(tmp_path: Path) -> None:
    assert Filter(collections=("acts",)).places(generation(tmp_path, {})) == []
