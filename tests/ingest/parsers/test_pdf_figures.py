"""Tables of figures that are set without rules."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import body, read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of, texts_of

ROWS = [("Care at home", "1,204", "1,310"), ("Day care", "310", "(12)"), ("Respite", "45", "—")]


def figures(page: PdfPage, rows: Sequence[tuple[str, ...]], *, top: float = 600, columns: tuple[float, ...] = (70, 300, 400)) -> PdfPage:
    for number, row in enumerate(rows):
        for x, cell in zip(columns, row, strict=True):
            if cell:
                page.text(x, top - 16 * number, cell)
    return page


def rows_of(folder: Path, page: PdfPage) -> list[str]:
    return texts_of(read(folder, page), BlockKind.TABLE_ROW)


def test_years_over_figures_head_their_columns(tmp_path: Path) -> None:
    page = figures(body(PdfPage()), [("", "2014", "2015"), *ROWS])
    assert rows_of(tmp_path, page) == [
        "Care at home; 2014: 1,204; 2015: 1,310",
        "Day care; 2014: 310; 2015: (12)",
        "Respite; 2014: 45; 2015: —",
    ]


def test_a_heading_in_two_lines_is_one_and_one_over_two_columns_heads_both(tmp_path: Path) -> None:
    page = figures(body(PdfPage()), [("Service", "Spent", "Planned"), ("", "2014", "2015"), *ROWS], top=560)
    page.text(305, 576, "Thousand pounds").rule(295, 572, 440, 572)
    assert rows_of(tmp_path, page)[0] == "Service: Care at home; Thousand pounds – Spent 2014: 1,204; Thousand pounds – Planned 2015: 1,310"


def test_a_label_between_the_figures_is_a_row_and_a_broken_label_is_whole(tmp_path: Path) -> None:
    page = figures(body(PdfPage()), [("", "2014", "2015"), *ROWS, ("Outside the home:", "", ""), ("Carers and other people who", "", ""),
                                     ("look after someone", "12", "14")])  # fmt: skip
    assert rows_of(tmp_path, page)[3:] == ["Outside the home:", "Carers and other people who look after someone; 2014: 12; 2015: 14"]


def test_a_title_over_one_column_is_not_its_heading(tmp_path: Path) -> None:
    page = figures(body(PdfPage()), [("", "2014", "2015"), *ROWS], top=560).text(250, 590, "SPENDING ON SERVICES", font="bold")
    found = blocks_of(read(tmp_path, page))
    assert next(text for kind, text in found if kind == "table_row") == "Care at home; 2014: 1,204; 2015: 1,310"
    assert ("heading", "SPENDING ON SERVICES") in found


def test_a_title_that_begins_with_the_labels_and_reaches_over_the_figures_heads_none(tmp_path: Path) -> None:
    rows = [("Actual income:", "£5,579"), ("Planned income:", "£6,533"), ("Actual spending:", "£1,931"), ("Grants:", "£330")]
    page = figures(body(PdfPage()), rows, columns=(90, 230)).text(70, 616, "Annex A: The report of the treasurer in short", font="bold")
    assert rows_of(tmp_path, page) == ["Actual income: £5,579", "Planned income: £6,533", "Actual spending: £1,931", "Grants: £330"]


def test_a_label_with_a_value_that_is_no_figure_heads_nothing_and_is_a_row_itself(tmp_path: Path) -> None:
    rows = [("Most in all:", "None"), ("Most of one kind (%):", "25%"), ("Most of one owner (%)", "200%"), ("Longest term:", "15 years")]
    page = figures(body(PdfPage()), rows, columns=(90, 330))
    assert rows_of(tmp_path, page) == [
        "Most in all: None",
        "Most of one kind (%): 25%",
        "Most of one owner (%); 200%",
        "Longest term: 15 years",
    ]


def test_no_figure_of_a_row_is_put_into_its_label(tmp_path: Path) -> None:
    rows = [("", "2014", "Share", "Range"), ("Fife", "1,204", "2.0", "—"), ("Moray", "310", "1.5", "—"), ("Angus", "45", "Ref.", "—")]
    page = figures(body(PdfPage()), rows, columns=(70, 200, 300, 345))
    page.text(70, 536, "Argyll").text(200, 536, "96").parts.append("BT /plain 11 Tf 12 Tw 1 0 0 1 300 536 Tm (1.1 \\(1.1 to 1.2\\)) Tj ET")
    assert rows_of(tmp_path, figures(page, [("Bute", "70", "1.3", "—")], top=520, columns=(70, 200, 300, 345)))[3:] == [
        "Argyll; 2014: 96; Share: 1.1; Range: (1.1 to 1.2)",
        "Bute; 2014: 70; Share: 1.3; Range: —",
    ]


@pytest.mark.parametrize("heading", [("", "2014", ""), ("", "", "2015")])
def test_headings_that_do_not_stand_over_every_column_head_none(tmp_path: Path, heading: tuple[str, ...]) -> None:
    page = figures(body(PdfPage()), [heading, *ROWS])
    assert rows_of(tmp_path, page)[:2] == ["Care at home; 1,204; 1,310", "Day care; 310; (12)"]


def test_figures_that_stand_close_together_are_cells_of_their_own(tmp_path: Path) -> None:
    page = figures(
        body(PdfPage()), [("Model", "A B", ""), ("First", "89.48 70.38", ""), ("Second", "85.16 65.07", ""), ("Third", "72.83 90.79", "")]
    )
    assert rows_of(tmp_path, page)[-2:] == ["Second; 85.16; 65.07", "Third; 72.83; 90.79"]


def test_a_sign_of_currency_far_to_the_left_belongs_to_its_figure(tmp_path: Path) -> None:
    rows = [("", "2014", "2015"), ("Care", "£", "10"), ("Respite", "", "12"), ("Transport", "£", "7")]
    page = figures(body(PdfPage()), [(label, "", figure) for label, _, figure in rows])
    for number, (_, sign, _) in enumerate(rows):
        page.text(360, 600 - 16 * number, sign if sign == "£" else "")
    assert rows_of(tmp_path, page) == ["Care; 2015: £ 10", "Respite; 2015: 12", "Transport; 2015: £ 7"]


def test_labels_with_values_are_a_table_where_there_are_many(tmp_path: Path) -> None:
    rows = [("Stores", "25 to 30"), ("Margin", "14.7% to 15.0%"), ("Repurchases", "about £900 million"), ("Tax rate", "about 24.6%")]
    assert rows_of(tmp_path, figures(body(PdfPage()), rows, columns=(70, 300))) == [f"{label}; {value}" for label, value in rows]


def test_a_table_in_one_column_takes_nothing_from_the_text_beside_it(tmp_path: Path) -> None:
    page = figures(PdfPage(), ROWS, columns=(60, 180, 240), top=700)
    page.paragraph(60, 640, *["Text below the table, in its column." for _ in range(6)])
    page.paragraph(320, 700, *["Text beside it, which runs on over lines." for _ in range(10)], distance=16)
    found = blocks_of(read(tmp_path, page))
    assert [text for kind, text in found if kind == "table_row"] == ["Care at home; 1,204; 1,310", "Day care; 310; (12)", "Respite; 45; —"]


def test_the_shares_of_a_chart_are_no_table(tmp_path: Path) -> None:
    page = body(PdfPage())
    for x, y, text in [
        (120, 500, "society"),
        (230, 500, "13%"),
        (180, 480, "art"),
        (260, 480, "25%"),
        (90, 460, "official"),
        (210, 460, "7%"),
    ]:
        page.text(x, y, text)
    assert rows_of(tmp_path, page) == []


def test_rows_of_figures_that_are_shaded_with_gaps_between_their_columns_are_read_whole(tmp_path: Path) -> None:
    page = body(PdfPage(), top=760)
    for x, year in ((300, "2022"), (370, "2021"), (440, "2020")):
        page.text(x, 600, year, font="bold")
    for number, label in enumerate(("Net income", "Other income", "Hedges", "Benefits")):
        page.text(62, 580 - 16 * number, label)
        for place, x in enumerate((306, 376, 446)):
            page.text(x, 580 - 16 * number, str(101 + 10 * number + place))
    heights = [592.0 - 16 * number for number in range(5)]
    for columns in ([60.0, 280.0, 340.0], [346.0, 352.0, 410.0], [416.0, 422.0, 480.0]):
        page.grid(columns, heights)
    rows = texts_of(read(tmp_path, page), BlockKind.TABLE_ROW)
    assert rows[0] == "Net income; 2022: 101; 2021: 102; 2020: 103"
    assert len(rows) == 4


def test_raised_figures_in_a_column_are_no_numbers_of_pages(tmp_path: Path) -> None:
    page = PdfPage()
    rows = [("Homes", "¹"), ("Schools", "¹"), ("Roads", "²"), ("Parks", "²"), ("Water", "³"), ("Power", "³")]
    for number, row in enumerate(rows):
        page.text(60, 760 - 16 * number, row[0]).text(400, 760 - 16 * number, row[1])
    document = read(tmp_path, page)
    assert all(word in document.text for word, _ in rows)
    assert not texts_of(document, BlockKind.CONTENTS)


def test_shaded_rows_with_other_values_among_the_figures_are_one_table_under_its_years(tmp_path: Path) -> None:
    page = body(PdfPage(), top=760)
    page.text(62, 600, "Assumed rates as of December").text(300, 600, "2022").text(420, 600, "2021")
    rows = (("Rate for next year", "7.00% / 4.25%", "6.25% / 6.25%"), ("Ultimate rate", "5%", "5%"), ("Year it is reached", "2031", "2027"))
    for number, (label, *values) in enumerate(rows):
        page.text(62, 584 - 16 * number, label)
        for x, value in zip((286, 396), values, strict=True):
            page.text(x, 584 - 16 * number, value)
    heights = [612.0 - 16 * number for number in range(5)]
    for columns in ([60.0, 280.0, 380.0], [386.0, 390.0, 480.0]):
        page.grid(columns, heights)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == [
        "Assumed rates as of December: Rate for next year; 2022: 7.00% / 4.25%; 2021: 6.25% / 6.25%",
        "Assumed rates as of December: Ultimate rate; 2022: 5%; 2021: 5%",
        "Assumed rates as of December: Year it is reached; 2022: 2031; 2021: 2027",
    ]


def test_two_tables_of_words_and_values_side_by_side_stay_two(tmp_path: Path) -> None:
    page = body(PdfPage(), top=760)
    for x, hours in ((62, "9:00 - 17:00"), (302, "10:00 - 16:00")):
        for number, day in enumerate(("Monday", "Tuesday", "Friday")):
            page.text(x, 600 - 16 * number, day).text(x + 110, 600 - 16 * number, hours)
    heights = [612.0 - 16 * number for number in range(4)]
    for columns in ([60.0, 168.0, 294.0], [300.0, 408.0, 534.0]):
        page.grid(columns, heights)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == [
        f"{day}; {hours}" for hours in ("9:00 - 17:00", "10:00 - 16:00") for day in ("Monday", "Tuesday", "Friday")
    ]


def test_the_columns_of_an_index_are_no_labels_and_values(tmp_path: Path) -> None:
    page = body(PdfPage())
    for x, entry in ((70, "Bids for homes"), (300, "Payments to carers")):
        page.paragraph(x, 500, *(f"{entry}, {number + 2}, 19" for number in range(8)))
    assert rows_of(tmp_path, page) == []


def test_addresses_side_by_side_are_no_table(tmp_path: Path) -> None:
    left = [
        "A.",
        "The Clarendon",
        "52 Cambridge Street, KA1 4QQ",
        "020 7834 5281",
        "B.",
        "The Vine",
        "17 Sussex Street, KA1 4RR",
        "020 7834 0044",
    ]
    right = [
        "F.",
        "The Constitution",
        "42 Churton Street, KA1 2LP",
        "020 78343651",
        "G.",
        "The Camel",
        "27 Bridge Street, KA1 1HP",
        "020 7233 9004",
    ]
    page = PdfPage().paragraph(57, 722, *left, size=12, distance=13.6).paragraph(298, 721.6, *right, size=12, distance=13.6)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == []


def test_a_sentence_that_begins_with_the_name_of_a_figure_is_no_caption(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, "Figure 2 shows that in the isles more people ask for a break each year", "than anywhere else.")
    document = read(tmp_path, page.text(60, 700, "Figure 2 Breaks asked for, by council"))
    assert texts_of(document, BlockKind.CAPTION) == ["Figure 2 Breaks asked for, by council"]
