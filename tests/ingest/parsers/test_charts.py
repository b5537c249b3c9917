from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches

from copro_qa.document import BlockKind
from ingest.parsers.chart_parts import chart_blocks
from ingest.parsers.pptx import parse_pptx
from ingest.reading import read
from tests.ingest.docx_writer import paragraph, write_docx
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES = f'xmlns:c="{DRAWN}/chart" xmlns:a="{DRAWN}/main"'


def data(*series: tuple[str, tuple[float | None, ...]], over: tuple[str, ...] = ("2019", "2020"), code: str = "General") -> Any:
    make: Any = CategoryChartData
    found = make(number_format=code)
    found.categories = over
    for name, values in series:
        found.add_series(name, values)
    return found


def charted(held: Any, kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED) -> tuple[Any, Any]:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    return presentation, slide.shapes.add_chart(kind, Inches(1), Inches(1), Inches(5), Inches(4), held).chart


def rows_of(presentation: Any, tmp_path: Path) -> list[str]:
    path = tmp_path / "slides.pptx"
    presentation.save(str(path))
    return texts_of(settled(parse_pptx(path)), BlockKind.TABLE_ROW)


def labels(*inner: str) -> Any:
    return parse_xml(f"<c:dLbls {NAMES}>{''.join(inner)}</c:dLbls>")


def test_each_category_of_a_chart_is_a_row_under_the_title(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Adults", (1200, 1350)), ("Children", (300, None)), code="#,##0"))
    chart.has_title, chart.has_legend = True, True
    chart.chart_title.text_frame.text = "Breaks by year"
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = "Number of people"
    path = tmp_path / "slides.pptx"
    presentation.save(str(path))
    draft = parse_pptx(path)
    document = settled(draft)
    assert blocks_of(document) == [
        ("caption", "Breaks by year"),
        ("table_row", "2019; Number of people – Adults: 1,200; Number of people – Children: 300"),
        ("table_row", "2020; Number of people – Adults: 1,350"),
    ]
    assert leads_of(document, BlockKind.TABLE_ROW) == ["Breaks by year", "Breaks by year"]
    assert draft.left_out == {}


def test_a_single_series_is_not_named_where_a_viewer_does_not_see_its_name(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Series 1", (4, 5))))
    chart.has_title, chart.has_legend = False, False
    assert rows_of(presentation, tmp_path) == ["2019: 4", "2020: 5"]
    chart.has_legend = True
    assert rows_of(presentation, tmp_path) == ["2019; Series 1: 4", "2020; Series 1: 5"]


def test_a_series_that_is_not_drawn_is_left_out_unless_its_labels_are_seen(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Shown", (4, 5)), ("Base", (90, 91))), XL_CHART_TYPE.COLUMN_STACKED)
    chart.plots[0].series[1].format.fill.background()
    assert rows_of(presentation, tmp_path) == ["2019: 4", "2020: 5"]
    chart.plots[0].series[1]._element.append(labels('<c:showVal val="1"/>'))
    assert rows_of(presentation, tmp_path) == ["2019; Shown: 4; Base: 90", "2020; Shown: 5; Base: 91"]


def test_a_series_that_was_filtered_away_is_left_out(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Shown", (4, 5)), ("Filtered", (90, 91))))
    series = chart.plots[0].series[1]._element
    plot = series.getparent()
    plot.append(
        parse_xml(
            f'<c:extLst {NAMES}><c:ext uri="x"><filtered xmlns="http://schemas.microsoft.com/office/drawing/2012/chart"/></c:ext></c:extLst>'
        )
    )
    plot[-1][0][0].append(series)
    assert "Filtered" not in " ".join(rows_of(presentation, tmp_path))


def test_lines_without_line_and_points_are_left_out(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Shown", (4, 5)), ("Base", (90, 91))), XL_CHART_TYPE.LINE)
    chart.plots[0].series[1].format.line.fill.background()
    assert "90" not in " ".join(rows_of(presentation, tmp_path))
    chart.plots[0].series[1]._element.find(f"{{{DRAWN}/chart}}marker")[0].set("val", "circle")
    assert rows_of(presentation, tmp_path)[0] == "2019; Shown: 4; Base: 90"


def test_slices_show_their_share_where_their_labels_do(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Where people live", (30, 10)), over=("At home", "In care")), XL_CHART_TYPE.PIE)
    chart.has_title = False
    assert rows_of(presentation, tmp_path) == []  # nothing tells a viewer how large they are
    series = chart.plots[0].series[0]._element
    series.insert(3, labels('<c:showVal val="0"/><c:showPercent val="1"/>'))
    assert rows_of(presentation, tmp_path) == ["At home: 75%", "In care: 25%"]
    series[3][0].set("val", "1")
    assert rows_of(presentation, tmp_path) == ["At home: 30 (75%)", "In care: 10 (25%)"]


def test_values_that_neither_axis_nor_label_tells_are_left_out(tmp_path: Path) -> None:
    presentation, chart = charted(data(("People", (4, 5))))
    chart.has_title, chart.has_legend = False, False
    chart.value_axis.visible = False
    assert rows_of(presentation, tmp_path) == []
    series = chart.plots[0].series[0]._element
    series.insert(3, labels('<c:dLbl><c:idx val="1"/><c:showVal val="1"/></c:dLbl>', '<c:showVal val="0"/>'))
    assert rows_of(presentation, tmp_path) == ["2020: 5"]
    chart._chartSpace.chart.plotArea.append(parse_xml(f"<c:dTable {NAMES}/>"))  # a table below it
    assert rows_of(presentation, tmp_path) == ["2019: 4", "2020: 5"]


def test_words_typed_as_a_label_stand_for_the_value_or_beside_it(tmp_path: Path) -> None:
    def typed(place: int, inner: str) -> str:
        return f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:p>{inner}</a:p></c:rich></c:tx><c:showVal val="1"/></c:dLbl>'

    presentation, chart = charted(data(("People", (4, 5, 6)), over=("2019", "2020", "2021")))
    chart.has_title, chart.has_legend = False, False
    value = '<a:fld id="{0}" type="VALUE"><a:t>[VALUE]</a:t></a:fld><a:r><a:t>*</a:t></a:r>'
    single = typed(0, "<a:r><a:t>about 4</a:t></a:r>") + typed(1, "<a:r><a:t>estimated</a:t></a:r>") + typed(2, value)
    chart.plots[0].series[0]._element.insert(3, labels(single, '<c:showVal val="1"/>'))
    assert rows_of(presentation, tmp_path) == ["2019: about 4", "2020: 5 (estimated)", "2021: 6*"]


def test_shares_without_labels_are_written_as_their_axis_shows_them(tmp_path: Path) -> None:
    presentation, chart = charted(data(("People", (0.4347826, 0.5))))
    chart.has_title, chart.has_legend = False, False
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "0%", False
    assert rows_of(presentation, tmp_path) == ["2019: 43.5%", "2020: 50%"]


def test_values_of_an_axis_in_millions_are_written_in_millions(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Cost", (12_300_000, 4_000_000))))
    chart.has_title, chart.has_legend = False, False
    axis = chart.value_axis._element
    axis.append(parse_xml(f'<c:dispUnits {NAMES}><c:builtInUnit val="millions"/><c:dispUnitsLbl/></c:dispUnits>'))
    assert rows_of(presentation, tmp_path) == ["2019; Millions: 12.3", "2020; Millions: 4"]


def test_categories_of_several_levels_are_named_by_all_of_them(tmp_path: Path) -> None:
    make: Any = CategoryChartData
    held = make()
    for year in ("2019", "2020"):
        level = held.add_category(year)
        level.add_sub_category("Q1")
        level.add_sub_category("Q2")
    held.add_series("Adults", (1, 2, 3, 4))
    held.add_series("Children", (5, 6, 7, 8))
    presentation, _ = charted(held)
    assert rows_of(presentation, tmp_path) == [
        "2019; Q1; Adults: 1; Children: 5",
        "2019; Q2; Adults: 2; Children: 6",
        "2020; Q1; Adults: 3; Children: 7",
        "2020; Q2; Adults: 4; Children: 8",
    ]


def test_points_stand_in_rows_under_the_names_of_both_axes(tmp_path: Path) -> None:
    make: Any = XyChartData
    held = make()
    series = held.add_series("Councils")
    series.add_data_point(1.5, 20)
    series.add_data_point(2.5, 30)
    presentation, chart = charted(held, XL_CHART_TYPE.XY_SCATTER)
    chart.has_title, chart.has_legend = False, False
    for axis, title in ((chart.category_axis, "Cost"), (chart.value_axis, "People")):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
    assert rows_of(presentation, tmp_path) == ["Cost: 1.5; People: 20", "Cost: 2.5; People: 30"]


def test_a_chart_without_kept_values_is_named_as_left_out(tmp_path: Path) -> None:
    presentation, chart = charted(data(("Adults", (4, 5))))
    chart.has_title = True
    chart.chart_title.text_frame.text = "Breaks by year"
    for cache in list(chart._chartSpace.iter(f"{{{DRAWN}/chart}}numCache")):
        cache.getparent().remove(cache)
    path = tmp_path / "slides.pptx"
    presentation.save(str(path))
    draft = parse_pptx(path)
    assert blocks_of(settled(draft)) == [("caption", "Breaks by year")]
    assert draft.left_out.texts == {"chart": {"Breaks by year": 1}}


def test_far_too_many_points_are_not_read() -> None:
    points = "".join(f'<c:pt idx="{place}"><c:v>{place}</c:v></c:pt>' for place in range(5000))
    series = f"<c:ser><c:val><c:numRef><c:numCache>{points}</c:numCache></c:numRef></c:val></c:ser>"
    chart = f"<c:chartSpace {NAMES}><c:chart><c:plotArea><c:lineChart>{series}</c:lineChart></c:plotArea></c:chart></c:chartSpace>"
    assert chart_blocks(chart.encode()) == []


@pytest.mark.parametrize("damage", [b"", b"<c:chartSpace", b"<other/>"])
def test_a_damaged_chart_is_no_row_and_ends_nothing(tmp_path: Path, damage: bytes) -> None:
    presentation, chart = charted(data(("Adults", (4, 5))))
    chart.part._element = parse_xml(damage) if damage == b"<other/>" else chart.part._element
    if damage != b"<other/>":
        chart.part.__class__ = type("Damaged", (chart.part.__class__,), {"blob": property(lambda _: damage)})
    assert rows_of(presentation, tmp_path) == []


def test_charts_side_by_side_in_a_word_table_are_read_one_after_the_other(tmp_path: Path) -> None:
    def chart(title: str, value: int) -> bytes:
        said = f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        held = f'<c:numRef><c:numCache><c:pt idx="0"><c:v>{value}</c:v></c:pt></c:numCache></c:numRef>'
        named = '<c:strRef><c:strCache><c:pt idx="0"><c:v>2019</c:v></c:pt></c:strCache></c:strRef>'
        plot = f"<c:plotArea><c:barChart><c:ser><c:cat>{named}</c:cat><c:val>{held}</c:val></c:ser></c:barChart></c:plotArea>"
        return f"<c:chartSpace {NAMES}><c:chart>{said}{plot}</c:chart></c:chartSpace>".encode()

    def cell(name: str) -> str:
        data = f'<a:graphic><a:graphicData uri="{DRAWN}/chart"><c:chart r:id="{name}"/></a:graphicData></a:graphic>'
        return f"<w:tc>{paragraph(f'<w:r><w:drawing>{data}</w:drawing></w:r>')}</w:tc>"

    path = write_docx(
        tmp_path / "charts.docx",
        f"<w:tbl><w:tr>{cell('c1')}{cell('c2')}</w:tr></w:tbl>",
        others={"c1": ("chart", "chart1.xml", chart("Adults", 4)), "c2": ("chart", "chart2.xml", chart("Children", 7))},
    )
    assert blocks_of(read(path)) == [("caption", "Adults"), ("table_row", "2019: 4"), ("caption", "Children"), ("table_row", "2019: 7")]
