from __future__ import annotations

import pytest

from copro_qa.answering.named_people import names_a_body, names_a_person, names_a_post, people, people_in_post
from copro_qa.store.lexical import terms


@pytest.mark.parametrize(
    "text",
    [
        "It was led by Mary Campbell.",
        "It was led by Dr Campbell.",
        "The convener is Cllr Begum.",
        "First Minister Nicola Sturgeon opened it.",
        "Convener Shona Campbell chairs the panel.",
        "The Cabinet Secretary for Health, Humza Yousaf, replied.",
        "Professor Tony Bovaird wrote it.",
        "It was led by Guy de Lusignan.",
        "It was founded by a doctor called Begum.",
        "Queen Victoria opened it.",
        "Jane O’Neill and others met.",
        "The chair is Jane Young.",
        "Theresa May was Prime Minister.",
        "June Andrews leads the board.",
        "Convener June Andrews leads the board.",
        "John Church is the chair.",
        "It was led by John A. Church.",
        "Tom Park and Ann Wood met.",
        "Ùna Dhòmhnaill chairs it.",
        "The chair is Élise Ó Briain.",
    ],
)
def test_a_persons_name_is_seen(text: str) -> None:
    assert names_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Scottish Government published it.",
        "The Cabinet Secretary for Health replied.",
        "The Community Empowerment (Scotland) Act 2015 followed.",
        "The Fairer Futures Board decides.",
        "The Commission on the Future Delivery of Public Services reported.",
        "The Chief Social Work Officer decides.",
        "The First Minister set out the Programme for Government in the Scottish Parliament.",
        "In Edinburgh it began in March.",
        "Glasgow City Council pays.",
        "The Minister of Justice wrote.",
        "It was led by a board of residents.",
        "Pillar: Partnership; Main idea: Use every talent",
        "In May the Board met.",
        "Since June Fife Council has paid.",
        "In June Barnardo’s said so.",
        "The Fairer Futures House opened.",
        "The Food Bank opened.",
        "It met at Murrayfield Stadium.",
    ],
)
def test_bodies_posts_laws_and_places_are_no_persons(text: str) -> None:
    assert not names_a_person(text)


@pytest.mark.parametrize("text", ["The chief officer decides.", "A councillor chairs it.", "Ministers decide.", "Mary Campbell decides."])
def test_a_post_is_seen_in_small_letters_too(text: str) -> None:
    assert names_a_post(text)
    assert names_a_body(text)


@pytest.mark.parametrize("text", ["Each council decides.", "The Board meets.", "Audit Scotland reports.", "COSLA agreed.", "The NHS pays."])
def test_a_body_is_no_post(text: str) -> None:
    assert names_a_body(text)
    assert not names_a_post(text)


@pytest.mark.parametrize("text", ["Everybody decides.", "Support managers and frontline staff.", "Organisations and their boundaries"])
def test_where_nobody_is_named_nobody_is_seen(text: str) -> None:
    assert not names_a_body(text)


def test_names_are_found_where_they_stand() -> None:
    text = "First Minister Nicola Sturgeon and Dr Jane Begum of Audit Scotland met."
    assert [text[start:end] for start, end in people(text)] == ["Nicola Sturgeon", "Dr Jane Begum"]


@pytest.mark.parametrize(
    "text, named",
    [
        ("The convener is Jane Young.", ["Jane Young"]),
        ("The convener of the grants board, Jane Young, opened it.", ["Jane Young"]),
        ("The contact officer in Fife is Morag Bell.", ["Morag Bell"]),
        ("Jane Young, convener of the board, opened it.", ["Jane Young"]),
        ("Jane Young is the convener.", ["Jane Young"]),
        ("Theresa May chairs it.", ["Theresa May"]),
        ("It is chaired by Ùna Dhòmhnaill.", ["Ùna Dhòmhnaill"]),
        ("It was opened by Professor Jane Young.", ["Professor Jane Young"]),
        ("The convener welcomed members to Victoria Quay.", []),
        ("The convener of the board met members in Tollcross Gardens.", []),
        ("The convener met Shared Lives Plus.", []),
        ("It is chaired by members at Murrayfield Stadium.", []),
        ("Mary Campbell spoke.", []),
    ],
)
def test_who_holds_a_post_is_told_by_the_words_beside_a_name(text: str, named: list[str]) -> None:
    assert [text[start:end] for start, end in people_in_post(text)] == named


def test_who_the_question_names_itself_does_not_count() -> None:
    asked = frozenset(terms("Who chaired the Christie Commission?"))
    assert not names_a_body("It is usually called the Christie Commission.", asked)
    assert names_a_person("Campbell Christie chaired the Christie Commission.", asked)
