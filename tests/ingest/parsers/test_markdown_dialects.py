from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from tests.ingest.reading_blocks import blocks_of, leads_of, read_text


def read(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    return blocks_of(read_text(tmp_path, f"# Carers\n\nSome of it is new.\n\n{text}"))[2:]


@pytest.mark.parametrize(
    "text",
    [
        '!!! warning "Deadline"\n    Applications close on 4 May.\n\n    Late ones are not read.',
        ":::caution Deadline\nApplications close on 4 May.\n\nLate ones are not read.\n:::",
        ":::note[Deadline]{.wide}\nApplications close on 4 May.\n\nLate ones are not read.\n:::",
        "> [!WARNING] Deadline\n> Applications close on 4 May.\n>\n> Late ones are not read.",
        '<aside class="a" markdown="1">\n**Deadline**\n\nApplications [close](/x) on 4 May.\n\nLate ones are not read.\n</aside>',
        "<div markdown>\n## Deadline\nApplications close on 4 May.\n\nLate ones are not read.\n</div>",
        '<Callout type="info">\n**Deadline**\n\nApplications close on 4 May.\n\nLate ones are not read.\n</Callout>',
        "##Deadline\nApplications close on 4 May.\n\nLate ones are not read.",
        "**Deadline:**\n\nApplications close on 4 May.\n\nLate ones are not read.",
        "**Deadline**  \nApplications close on 4 May.\n\nLate ones are not read.",
    ],
)
def test_boxes_and_bold_lines_give_a_heading_and_their_text(tmp_path: Path, text: str) -> None:
    (kind, said), *rest = read(tmp_path, text)
    assert (kind, said.removesuffix(":")) == ("heading", "Deadline")
    assert rest == [("paragraph", "Applications close on 4 May."), ("paragraph", "Late ones are not read.")]


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE]\n> The fund is open.",
        "{{% notice tip %}}\nThe fund is open.\n{{% /notice %}}",
        "[[_TOC_]]\n\nThe fund is open.",
        "\\newpage\n\nThe fund is open.\n\n*[IJB]: Integration Joint Board",
        "The ==fund== is [[Status|open]].",
    ],
)
def test_what_only_tells_a_program_something_is_no_text(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [("paragraph", "The fund is open.")]


@pytest.mark.parametrize(
    "text",
    [
        "**Legal:** there are limits.",
        "**You must tell us at once.**\n\nWe write back.",
        "Use `[[a]] ==b==` in code.",
        "The #1 rule and 5 == 5.",
    ],
)
def test_other_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert {kind for kind, _ in read(tmp_path, text)} == {"paragraph"}
    assert read(tmp_path, text)[0][1] == text.split("\n", 1)[0].replace("*", "").replace("`", "")


def test_elements_of_html_are_no_parts_of_jsx(tmp_path: Path) -> None:
    assert read(tmp_path, "<div>\n\nText in it.\n\n</div>") == [("paragraph", "Text in it.")]


def test_terms_are_items_with_their_definitions_below(tmp_path: Path) -> None:
    document = read_text(tmp_path, "Words.\n\nCarer\n:   Somebody who cares.\n:   Unpaid.\n\nYoung carer\n\n: Under 18.\n")
    assert blocks_of(document)[1:] == [
        ("list_item", "Carer"),
        ("list_item", "Somebody who cares."),
        ("list_item", "Unpaid."),
        ("list_item", "Young carer"),
        ("list_item", "Under 18."),
    ]
    assert leads_of(document)[1:3] == ["Carer", "Carer"]


def test_a_note_within_a_sentence_is_a_footnote(tmp_path: Path) -> None:
    assert read(tmp_path, "It is free^[Since 2020.] for all.") == [("paragraph", "It is free for all."), ("footnote", "1 Since 2020.")]


def test_a_drawn_table_gives_rows(tmp_path: Path) -> None:
    assert read(
        tmp_path, "+------+------+\n| Year | Who  |\n+======+======+\n| 2019 | Ann  |\n+------+------+\n| 2020 | Bo   |\n+------+------+\n"
    ) == [
        ("table_row", "Year: 2019; Who: Ann"),
        ("table_row", "Year: 2020; Who: Bo"),
    ]


def test_front_matter_of_several_lines_and_of_people_of_whom_more_is_said(tmp_path: Path) -> None:
    head = "---\ntitle: >-\n  Carers and\n  respite\nauthors:\n  - name: Ann Bain\n    role: Lead\n  - Bo Lee\n---\n"
    facts = read_text(tmp_path, f"{head}Text.").facts
    assert (facts.title, facts.authors) == ("Carers and respite", ("Ann Bain", "Bo Lee"))


def test_text_before_a_contents_list_is_no_cover(tmp_path: Path) -> None:
    text = (
        "# Guide\n\n4 May 2021\n\nThis is an unofficial summary of it all.\n\n"
        "This guide says who may have a grant.\n\n# Contents\n\n* [Who](#who)\n* [How](#how)\n* [Fees](#fees)\n\n"
        "# Who\n\n" + "Anyone over 16 may apply for it, and nobody else. " * 5
    )
    kinds = {said: kind for kind, said in blocks_of(read_text(tmp_path, text))}
    assert kinds["4 May 2021"] == kinds["This is an unofficial summary of it all."] == BlockKind.FRONT_MATTER
    assert kinds["This guide says who may have a grant."] == BlockKind.PARAGRAPH


def test_lists_that_are_too_deep_are_told_and_nothing_else_than_such_is_refused(tmp_path: Path) -> None:
    deep = "".join(f"{'  ' * level}- item {level}\n" for level in range(60))
    document = read_text(tmp_path, f"Text.\n\n{deep}")
    assert document.text.startswith("Text.")
    assert document.report.warnings == ("Parts of the text that lie too deep in lists or quotations are not read.",)
    with pytest.raises(DocumentUnreadable, match="nested far too deeply"):
        read_text(tmp_path, f"{'> ' * 200}Text.")


def test_a_line_without_end_is_text_though_it_begins_like_a_box(tmp_path: Path) -> None:
    said = read(tmp_path, f":::note{' ' * 20_000}{{ The fund is open.\n\n!!! {' ' * 20_000}! It is free.")
    assert [text for _, text in said] == [":::note { The fund is open.", "!!! ! It is free."]


def test_a_break_on_a_line_of_its_own_takes_the_heading_below_it_for_no_html(tmp_path: Path) -> None:
    assert read(tmp_path, "Text.\n\n<br>\n## Risks\n\nThere are **two**.\n\n<hr/>\n* one\n* two\n") == [
        ("paragraph", "Text."),
        ("heading", "Risks"),
        ("paragraph", "There are two."),
        ("list_item", "one"),
        ("list_item", "two"),
    ]


def test_what_tells_a_program_how_an_item_looks_is_no_text(tmp_path: Path) -> None:
    text = "* {: .field-required} Name\n1. {: #a .b}Address\n\n`{: .code}` stays.\n"
    assert [said for _, said in read(tmp_path, text)] == ["Name", "1. Address", "{: .code} stays."]
