from copro_qa.document import BlockKind
from ingest.parsers.html import parse_html
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

RULES = (
    "ol.lst-kix_a1-0{list-style-type:none}ol.lst-kix_a1-1{list-style-type:none}.lst-kix_a1-0>li{counter-increment:lst-ctn-kix_a1-0}"
    '.lst-kix_a1-0>li:before{content:"" counter(lst-ctn-kix_a1-0,decimal) ". "}'
    '.lst-kix_a1-1>li:before{content:"" counter(lst-ctn-kix_a1-0,decimal) "." counter(lst-ctn-kix_a1-1,decimal) " "}'
    '.lst-kix_b2-0>li:before{content:"(" counter(lst-ctn-kix_b2-0,lower-roman) ") "}'
    '.lst-kix_c3-0>li:before{content:"\\0025cf   "}'
)


def listed(tag: str, name: str, *items: str, start: str = "") -> str:
    return f"<{tag} class='c1 lst-kix_{name}' {start}>{''.join(f'<li class=c2><span>{item}</span></li>' for item in items)}</{tag}>"


def test_lists_in_one_another_that_stand_side_by_side_keep_their_numbers_and_depths() -> None:
    body = (
        "<p>The board has:</p>"
        + listed("ol", "a1-0", "a chair;", "members:", start="start=4")
        + listed("ol", "a1-1", "for carers;", "for staff;", start="start=1")
        + listed("ol", "a1-0", "a clerk.", start="start=6")
        + listed("ol", "b2-0", "First.", "Second.", start="start=1")
        + listed("ul", "c3-0", "Bullet.")
        + listed("ul", "c3-1", "Inner bullet.")
    )
    document = settled(parse_html(f"<html><head><style>{RULES}</style></head><body>{body}</body></html>".encode()))
    assert texts_of(document, BlockKind.LIST_ITEM) == [
        "4. a chair;", "5. members:", "5.1 for carers;", "5.2 for staff;", "6. a clerk.", "(i) First.", "(ii) Second.",
        "Bullet.", "Inner bullet.",
    ]  # fmt: skip
    leads = leads_of(document)
    assert leads[:5] == ["The board has:", "The board has:", "5. members:", "5. members:", "The board has:"]
    assert leads[8] == "Bullet."


def test_a_page_cannot_number_its_items_by_our_own_words() -> None:
    page = b"<main><ol><li data-list-mark='9.' data-list-depth='7'>First.</li></ol></main>"
    assert blocks_of(settled(parse_html(page))) == [("list_item", "1. First.")]


def test_comments_are_left_out_with_the_letters_that_call_them_and_notes_are_kept() -> None:
    draft = parse_html(
        b"<body><p>It meets monthly<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup> in public"
        b"<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup>.</p>"
        b"<hr><div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a> Except in July.</p></div>"
        b"<div class='c1'><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a>Is this right?</p></div></body>"
    )
    assert blocks_of(settled(draft)) == [("paragraph", "It meets monthly in public."), ("footnote", "[1] Except in July.")]
    assert list(draft.left_out.texts["comment"]) == ["[a] Is this right?"]


def test_a_paragraph_in_the_style_of_a_title_is_one() -> None:
    for title in ("<p class='c4 title'>Terms</p>", "<p class=MsoTitle>Terms</p>"):
        assert blocks_of(settled(parse_html(f"<body>{title}<p>Text.</p></body>".encode())))[0] == ("title", "Terms")
    assert blocks_of(settled(parse_html(b"<body><p class='title'>Terms</p><p>Text.</p></body>")))[0] == ("paragraph", "Terms")
