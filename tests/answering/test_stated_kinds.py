from __future__ import annotations

import pytest

from copro_qa.answering.stated_kinds import Kind, figures, holds, items

TEXTS = [
    ("It was founded in 2010.", Kind.DATE, True),
    ("It was founded by residents.", Kind.DATE, False),
    ("A reply is due within ten working days.", Kind.DATE, True),
    ("It may be founded again.", Kind.DATE, False),
    ("It opens in May.", Kind.DATE, True),
    ("It opens on Fridays.", Kind.DATE, True),
    ("It opens at the beginning of a session.", Kind.DATE, True),
    ("It takes ten working days.", Kind.DURATION, True),
    ("It takes great care.", Kind.DURATION, False),
    ("It takes a year.", Kind.DURATION, True),
    ("Rents rise by so much each year.", Kind.DURATION, False),
    ("The council gave £2,000.", Kind.MONEY, True),
    ("The council gave money.", Kind.MONEY, False),
    ("A permit costs nothing.", Kind.MONEY, True),
    ("There is no charge for a permit.", Kind.MONEY, True),
    ("There is no permit.", Kind.MONEY, False),
    ("The council gave nine percentage points more.", Kind.MONEY, True),
    ("About a quarter of them agreed.", Kind.SHARE, True),
    ("About three quarters of them agreed.", Kind.SHARE, True),
    ("Two in five agreed.", Kind.SHARE, True),
    ("It was 12 per cent.", Kind.SHARE, True),
    ("They agreed in the end.", Kind.SHARE, False),
    ("It is reviewed every three years, and costs are checked annually.", Kind.FREQUENCY, True),
    ("It is reviewed by the board.", Kind.FREQUENCY, False),
    ("Some 40 people came.", Kind.COUNT, True),
    ("Twelve people came.", Kind.COUNT, True),
    ("Many people came in 2014.", Kind.COUNT, False),
    ("Section 12 says who may come.", Kind.COUNT, False),
    ("Section 31(1) of the Act says who may come.", Kind.COUNT, False),
    ("Sections 3 and 4 and Regulation No. 5 say who may come.", Kind.COUNT, False),
    ("9 Everybody may come.", Kind.COUNT, False),
    ("12 members may come.", Kind.COUNT, True),
    ("1. prevention;\n2. people;\n3. places.", Kind.COUNT, False),
    ("They fit together: one is old, the other new.", Kind.COUNT, False),
    ("One came.", Kind.COUNT, True),
    ("It rose by a third.", Kind.AMOUNT, True),
    ("It rose and rose.", Kind.AMOUNT, False),
    ("Boards, carers and councils.", Kind.LIST, True),
    ("Boards.", Kind.LIST, False),
    ("It was led by Dr Campbell.", Kind.PERSON, True),
    ("It was led by Mary Campbell.", Kind.PERSON, True),
    ("It was led by Guy de Lusignan.", Kind.PERSON, True),
    ("It was led by a board of residents.", Kind.PERSON, False),
    ("It was led by the Scottish Government.", Kind.PERSON, False),
    ("It was led by the chief officer.", Kind.POST, True),
    ("It was led by a board of residents.", Kind.POST, False),
    ("It was led by a board of residents.", Kind.HOLDER, True),
    ("It was led by residents.", Kind.HOLDER, False),
    ("Write to help@council.scot.", Kind.CONTACT, True),
    ("Ring 0131 496 0000.", Kind.CONTACT, True),
    ("Ask at the library.", Kind.CONTACT, False),
]


@pytest.mark.parametrize("text, kind, held", TEXTS)
def test_a_text_is_searched_for_what_is_expected(text: str, kind: Kind, held: bool) -> None:  # noqa: FBT001
    assert holds(text, kind) is held


@pytest.mark.parametrize(
    "text, kind, expected",
    [
        ("It started on 1 April 2014 in 3 areas.", Kind.DATE, ["1 April 2014"]),
        ("It started in 2014 (Smith, 2015: 3).", Kind.DATE, ["2014"]),
        ("It fell by nine percentage points from 2009/10 to 2014/15.", Kind.AMOUNT, ["nine percentage points"]),
        ("Boards pay £1.5 million for 20 homes.", Kind.MONEY, ["£1.5 million"]),
        ("Boards pay £1.5 million for 20 homes.", Kind.COUNT, ["£1.5 million", "20"]),
        ("Of 30 boards 12% agreed in two years.", Kind.SHARE, ["12%"]),
        ("Of 30 boards 12% agreed in two years.", Kind.DURATION, ["two years"]),
        ("Within 30 working days, or ten school days.", Kind.DURATION, ["30 working days", "ten school days"]),
        ("Mary Campbell led 30 boards.", Kind.PERSON, []),
        ("Section 31(1) of the Act lists 12 of them.", Kind.COUNT, ["12"]),
        ("On pages 4-6 and page 9 20 people are named.", Kind.COUNT, ["20"]),
    ],
)
def test_the_figures_of_a_kind_are_told_from_others(text: str, kind: Kind, expected: list[str]) -> None:
    assert [text[start:end] for start, end in figures(text, kind)] == expected


@pytest.mark.parametrize(
    "text, count",
    [("", 0), ("One thing.", 1), ("Boards, carers, and councils or others", 4), ("prevention;\npeople;\nperformance.", 3)],
)
def test_things_of_a_list_are_counted(text: str, count: int) -> None:
    assert items(text) == count
