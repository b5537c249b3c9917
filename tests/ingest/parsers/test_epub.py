import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.parsers.epub import parse_epub
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
FACTS = (
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The book</dc:title><dc:creator>Ann Ayr</dc:creator>'
    "<dc:publisher>A Press</dc:publisher><dc:date>2014-05-01</dc:date>"
    "<dc:language>en-GB</dc:language><dc:rights>CC BY 4.0</dc:rights></metadata>"
)


def page(body: str, title: str = "<title/>") -> str:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>{title}</head><body>{body}</body></html>'


def epub(folder: Path, chapters: Mapping[str, str], *, more: Mapping[str, str] | None = None, items: str = "") -> Path:
    """A book whose spine has the chapters in the order given; the manifest lists them the other way round."""
    listed = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in reversed(list(chapters)))
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = f"<package>{FACTS}<manifest>{listed}{items}</manifest><spine>{spine}</spine></package>"
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OPS/book.opf": package}
    parts |= {f"OPS/{name}": text for name, text in chapters.items()} | dict(more or {})
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def test_chapters_are_read_in_the_order_of_the_spine(tmp_path: Path) -> None:
    path = epub(tmp_path, {"b.xhtml": page("<h1>First</h1><p>One.</p>"), "a.xhtml": page("<h1>Second</h1><p>Two.</p>")})
    assert [text for _, text in blocks_of(settled(parse_epub(path)))] == ["First", "One.", "Second", "Two."]


def test_empty_elements_written_as_xml_do_not_swallow_the_text(tmp_path: Path) -> None:
    path = epub(tmp_path, {"a.xhtml": page('<a id="p1"/><p>Text <i/>goes<br/>on.</p><script src="x"/><p>More.</p>')})
    assert [text for _, text in blocks_of(settled(parse_epub(path)))] == ["Text goes on.", "More."]


def test_a_chapter_without_a_heading_takes_its_name_from_the_contents_list(tmp_path: Path) -> None:
    navigation = page('<nav><ol><li><a href="a.xhtml">Care at home</a></li><li><a href="b.xhtml#x">Not needed</a></li></ol></nav>')
    path = epub(
        tmp_path,
        {"a.xhtml": page("<p>People decide.</p>"), "b.xhtml": page("<h1>Housing</h1><p>Homes.</p>")},
        more={"OPS/nav.xhtml": navigation},
        items='<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
    )
    assert blocks_of(settled(parse_epub(path))) == [
        ("heading", "Care at home"),
        ("paragraph", "People decide."),
        ("heading", "Housing"),
        ("paragraph", "Homes."),
    ]


def test_footnotes_of_two_chapters_that_share_their_ids_stay_with_their_own_marks(tmp_path: Path) -> None:
    def chapter(text: str, note: str) -> str:
        return page(f'<p>{text}<a role="doc-noteref" href="#n1">1</a></p><aside id="n1" role="doc-footnote"><p>{note}</p></aside>')

    document = settled(parse_epub(epub(tmp_path, {"a.xhtml": chapter("One.", "To one."), "b.xhtml": chapter("Two.", "To two.")})))
    texts = blocks_of(document)
    assert texts == [("paragraph", "One."), ("footnote", "To one."), ("paragraph", "Two."), ("footnote", "To two.")]
    assert [texts[block.lead][1] for block in document.blocks if block.lead is not None] == ["One.", "Two."]


def test_facts_come_from_the_package(tmp_path: Path) -> None:
    facts = parse_epub(epub(tmp_path, {"a.xhtml": page("<p>x</p>")})).facts
    assert (facts.title, facts.authors, facts.publisher) == ("The book", ("Ann Ayr",), "A Press")
    assert (facts.published, facts.language, facts.licence) == ("2014-05-01", "en-GB", "CC BY 4.0")


def test_a_missing_chapter_is_noted_and_the_rest_is_read(tmp_path: Path) -> None:
    path = epub(tmp_path, {"a.xhtml": page("<p>Here.</p>")}, items='<item id="z" href="z.xhtml" media-type="text/html"/>')
    with zipfile.ZipFile(path, "r") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["OPS/book.opf"] = parts["OPS/book.opf"].replace(b"<spine>", b'<spine><itemref idref="z"/>')
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    draft = parse_epub(path)
    assert [text for _, text in blocks_of(settled(draft))] == ["Here."]
    assert draft.warnings == ["Chapter 1 is missing from the file."]


def test_a_protected_book_and_one_without_chapters_say_so(tmp_path: Path) -> None:
    encryption = '<encryption><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>'
    with pytest.raises(DocumentUnreadable, match="protected"):
        parse_epub(epub(tmp_path, {"a.xhtml": page("<p>x</p>")}, more={"META-INF/encryption.xml": encryption}))
    with pytest.raises(DocumentUnreadable, match="lists its chapters"):
        parse_epub(epub(tmp_path, {}))


def test_entities_that_could_unfold_without_end_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><container>&b;</container>'
    with pytest.raises(DocumentUnreadable, match="damaged"):
        parse_epub(epub(tmp_path, {"a.xhtml": page("<p>x</p>")}, more={"META-INF/container.xml": bomb}))


def test_a_raised_link_back_from_a_note_does_not_make_a_note_of_the_paragraph_that_calls_it(tmp_path: Path) -> None:
    text = '<p id="r1">Carers are asked<sup><a href="notes.xhtml#n1">1</a></sup> first.</p>'
    note = '<p id="n1"><sup><a href="a.xhtml#r1">1</a></sup> See the survey.</p>'
    path = epub(tmp_path, {"a.xhtml": page(f"<h1>One</h1>{text}"), "notes.xhtml": page(f"<h1>Notes</h1>{note}")})
    document = settled(parse_epub(path))
    assert texts_of(document, BlockKind.PARAGRAPH) == ["Carers are asked first."]
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 See the survey."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["Carers are asked first."]


def test_notes_in_a_chapter_of_their_own_are_linked_with_the_sentences_that_call_them(tmp_path: Path) -> None:
    mark = '<a {0} href="../notes.xhtml#{1}">{2}</a>'
    text = f"<p>Carers are asked<sup>{mark.format('', 'n1', 1)}</sup> first.</p>"
    text += f"<p>Boards{mark.format('role=doc-noteref', 'n2', 2)} decide.</p>"
    back = '<a href="text/a.xhtml#r1">↩</a>'
    notes = f'<ol><li id="n1">See the survey. {back}</li><li id="n2">See the minutes.</li><li id="n3">No note.</li></ol>'
    path = epub(tmp_path, {"text/a.xhtml": page(f"<h1>One</h1>{text}"), "notes.xhtml": page(f"<h1>Notes</h1>{notes}")})
    document = settled(parse_epub(path))
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1. See the survey.", "2. See the minutes."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["Carers are asked first.", "Boards decide."]
    assert texts_of(document, BlockKind.LIST_ITEM) == ["3. No note."]


def test_the_numbers_of_printed_pages_do_not_stand_in_sentences(tmp_path: Path) -> None:
    mark = '<span epub:type="pagebreak" id="p12">12</span>'
    draft = parse_epub(epub(tmp_path, {"a.xhtml": page(f"<p>Carers have rights {mark}in law.</p>")}))
    assert [text for _, text in blocks_of(settled(draft))] == ["Carers have rights in law."]
    assert draft.left_out == {"page number": 1}


def pages_of(path: Path) -> list[tuple[str, str]]:
    """The label of each printed page of a book, and the words on it."""
    document = settled(parse_epub(path))
    return [(page.label, " ".join(document.text[page.start : page.end].split())) for page in document.pages]


def test_a_quote_is_on_the_page_that_the_printed_edition_had_it_on(tmp_path: Path) -> None:
    mark = '<span epub:type="pagebreak" id="p12" title="{0}">{0}</span>'
    first = f"<h1>Care</h1><p>Before the pages.</p>{mark.format('xii')}<p>Carers have rights {mark.format(1)}in law.</p>"
    fife = f"<tr><td>{mark.format(2)}Fife</td><td>7</td></tr>"
    rows = f"<table><tr><th>Area</th><th>Adults</th></tr><tr><td>Ayr</td><td>4</td></tr>{fife}</table>"
    listed = f"<ul><li>Ask first.</li><li>Then {mark.format(3)}wait.</li></ul><p>- plan<br/>- do {mark.format(4)}it</p>"
    path = epub(tmp_path, {"a.xhtml": page(first), "b.xhtml": page(f"<h1>Homes</h1>{rows}{listed}")})
    assert pages_of(path) == [
        ("xii", "Carers have rights"),
        ("1", "in law. Homes Area: Ayr; Adults: 4"),
        ("2", "Area: Fife; Adults: 7 Ask first. Then"),
        ("3", "wait. plan do"),
        ("4", "it"),
    ]
    document = settled(parse_epub(path))
    assert document.text.startswith("Care\n\nBefore the pages.\n\nCarers have rights in law.")
    assert document.pages[0].start == document.text.index("Carers have")


@pytest.mark.parametrize(
    "mark",
    [
        '<div role="doc-pagebreak" aria-label=" Page 12. "></div>',
        '<hr epub:type="pagebreak" id="page_12"/>',
        '<a epub:type="pagebreak" hidden="hidden">12</a>',
        '<span id="page12" epub:type="pagebreak" style="display:none"/>',
    ],
)
def test_marks_of_pages_say_their_number_in_several_ways_and_may_be_hidden(tmp_path: Path, mark: str) -> None:
    path = epub(tmp_path, {"a.xhtml": page(f"<p>Before.</p>{mark}<p>After.</p>")})
    assert pages_of(path) == [("12", "After.")]


def test_pages_begin_where_the_lists_of_pages_say(tmp_path: Path) -> None:
    chapters = {"a.xhtml": page('<p>One.</p><p id="q">Two.</p>'), "b.xhtml": page('<p>Three <a id="r"/>and four.</p>')}
    navigation = '<nav epub:type="page-list"><ol><li><a href="a.xhtml#q">Page 7</a></li><li><a href="b.xhtml">8</a></li></ol></nav>'
    target = '<pageTarget value="9"><navLabel><text>9</text></navLabel><content src="b.xhtml#r"/></pageTarget>'
    path = epub(
        tmp_path,
        chapters,
        more={
            "OPS/nav.xhtml": f'<html xmlns:epub="http://www.idpf.org/2007/ops"><body>{navigation}</body></html>',
            "OPS/toc.ncx": f"<ncx><pageList>{target}</pageList></ncx>",
        },
        items='<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    )
    assert pages_of(path) == [("7", "Two."), ("8", "Three"), ("9", "and four.")]


def test_a_few_marks_in_a_long_book_are_not_its_pages(tmp_path: Path) -> None:
    text = "<p>Carers have rights in law.</p>" * 400
    assert pages_of(epub(tmp_path, {"a.xhtml": page(f'<hr epub:type="pagebreak" title="1"/>{text}')})) == []


def test_boxes_beside_the_text_and_the_foot_of_a_part_belong_to_the_book(tmp_path: Path) -> None:
    box = "<aside><h2>In short</h2><p>Ask first.<aside><p>Then tell.</p></aside></p></aside>"
    note = '<aside epub:type="footnote" id="n1"><p>1 Act of 2014.</p></aside>'
    foot = "<section><p>It ends.</p><footer><p>Ann Ayr, Fife</p></footer></section>"
    chapter = f'<p>Plan together<a epub:type="noteref" href="#n1">1</a>.</p>{box}{note}{foot}'
    found = blocks_of(settled(parse_epub(epub(tmp_path, {"a.xhtml": page(chapter)}))))
    assert [text for kind, text in found if kind != "footnote"] == [
        "Plan together.", "In short", "Ask first.", "Then tell.", "It ends.", "Ann Ayr, Fife",
    ]  # fmt: skip
    assert [text for kind, text in found if kind == "footnote"] == ["1 Act of 2014."]


def changed(path: Path, name: str, old: str, new: str | None) -> Path:
    """The book with other words in one part; None leaves the part out."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in parts.items():
            if part != name or new is not None:
                archive.writestr(part, text.replace(old, new or "") if part == name else text)
    return path


CHAPTERS = {"b.xhtml": page("<p>One.</p>"), "a.xhtml": page("<p>Two.</p>")}


@pytest.mark.parametrize(
    "name, old, new, words, is_told",
    [
        ("OPS/book.opf", "The book", "Care & support", ["One.", "Two."], False),
        ("OPS/book.opf", "</package>", "", ["One.", "Two."], True),
        ("OPS/book.opf", 'idref="', 'idref="not', ["Two.", "One."], True),
        ("META-INF/container.xml", "</container>", "", ["One.", "Two."], True),
        ("META-INF/container.xml", "", None, ["One.", "Two."], True),
        ("OPS/book.opf", "application/xhtml+xml", "text/xml", ["One.", "Two."], False),
    ],
)
def test_a_book_whose_list_of_chapters_is_damaged_is_read_and_that_is_told(
    tmp_path: Path, name: str, old: str, new: str | None, words: list[str], *, is_told: bool
) -> None:
    draft = parse_epub(changed(epub(tmp_path, CHAPTERS), name, old, new))
    assert [block.raw for block in draft.blocks] == words
    assert any(name in warning for warning in draft.warnings) == is_told
    if new == "Care & support":
        assert draft.facts.title == new


def test_a_chapter_that_cannot_be_unpacked_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = epub(tmp_path, CHAPTERS)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"<p>One.</p>", b"<p>Own.</p>"))  # which its checksum does not fit
    draft = parse_epub(path)
    assert [block.raw for block in draft.blocks] == ["Two."]
    assert draft.warnings == ["Chapter 1 is missing from the file."]


SHEET = '<link rel="stylesheet" type="text/css" href="../OPS/looks/book.css"/>'


def test_what_the_style_sheets_of_a_book_strike_out_or_hide_is_left_out_and_counted(tmp_path: Path) -> None:
    path = epub(
        tmp_path,
        {"a.xhtml": page('<p>It costs <span class="old">£10</span> £8.</p><p class="aid">For the press.</p>', SHEET)},
        more={"OPS/looks/book.css": ".old { text-decoration: line-through } .aid { display: none }"},
    )
    draft = parse_epub(path)
    assert [text for _, text in blocks_of(settled(draft))] == ["It costs £8."]
    assert draft.left_out == {"struck-out text": 1, "hidden text": 1}


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate stylesheet" href="looks/book.css"/>',
        '<link rel="stylesheet" media="print" href="looks/book.css"/>',
        '<link rel="stylesheet" href="looks/lost.css"/>',
        '<link rel="next" href="looks/book.css"/>',
    ],
)
def test_sheets_that_do_not_hold_on_a_screen_or_are_not_there_change_nothing(tmp_path: Path, link: str) -> None:
    path = epub(
        tmp_path,
        {"a.xhtml": page('<p class="old">It costs £8.</p>', link)},
        more={"OPS/looks/book.css": ".old { display: none }"},
    )
    assert [text for _, text in blocks_of(settled(parse_epub(path)))] == ["It costs £8."]


def test_a_later_sheet_of_a_book_counts_for_more_and_none_ends_the_page(tmp_path: Path) -> None:
    links = '<link rel="stylesheet" href="a.css"/><link rel="stylesheet" href="b.css"/>'
    path = epub(
        tmp_path,
        {"a.xhtml": page('<p class="note">It costs £8.</p>', links)},
        more={"OPS/a.css": ".note { display: none }", "OPS/b.css": ".note { display: block } </style><p>Not said.</p>"},
    )
    assert [text for _, text in blocks_of(settled(parse_epub(path)))] == ["It costs £8."]
