import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from copro_qa.document import BlockKind, Document, Source
from ingest import canonical
from ingest.draft import Draft, DraftBlock, DraftPage, Piece
from tests.ingest.test_canonical_text import awkward_text

drafts = st.builds(
    lambda blocks, pages: Draft("text/plain", blocks, pages=[DraftPage(number, str(number)) for number in range(1, pages + 1)]),
    st.lists(
        st.builds(
            DraftBlock,
            st.sampled_from(BlockKind),
            st.lists(st.builds(Piece, awkward_text, st.one_of(st.none(), st.integers(1, 4))), min_size=1, max_size=3),
            level=st.integers(0, 3),
        ),
        max_size=6,
    ),
    st.just(4),
)


@given(drafts)
def test_blocks_lie_in_order_in_clean_text(draft: Draft) -> None:
    document = canonical.build(draft)
    whole = Document("id", document.text, document.blocks, document.pages, Source("a", "0", "text/plain", "a"))
    assert unicodedata.is_normalized("NFC", whole.text)
    assert "  " not in whole.text
    assert "\n\n\n" not in whole.text
    end = 0
    for position, block in enumerate(whole.blocks):
        text = whole.text[block.start : block.end]
        assert text == text.strip()
        assert not re.search(r"[^\S ]", text)
        assert whole.text[end : block.start] in ([""] if position == 0 else ["\n", "\n\n"])
        end = block.end
    assert end == len(whole.text)


@given(drafts)
def test_pages_cover_the_text_without_a_gap(draft: Draft) -> None:
    document = canonical.build(draft)
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    for page, following in zip(document.pages, document.pages[1:], strict=False):
        assert page.end == following.start


def test_list_items_stand_on_lines_of_their_own_and_paragraphs_apart() -> None:
    kinds = [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]
    document = canonical.build(Draft("", [DraftBlock.of(kind, text) for kind, text in zip(kinds, "abcd", strict=True)]))
    assert document.text == "a\n\nb\nc\n\nd"


def test_a_page_begins_inside_a_paragraph_at_the_right_character() -> None:
    block = DraftBlock(BlockKind.PARAGRAPH, [Piece("It runs over the ed-\n", 1), Piece("ge of the page.", 2)])
    document = canonical.build(Draft("", [block], pages=[DraftPage(1, "i"), DraftPage(2, "1")]))
    assert document.text == "It runs over the edge of the page."
    assert [(page.label, document.text[page.start : page.end]) for page in document.pages] == [
        ("i", "It runs over the ed"),
        ("1", "ge of the page."),
    ]


def test_a_page_without_text_is_empty_where_it_would_stand() -> None:
    blocks = [DraftBlock.of(BlockKind.PARAGRAPH, "one", page=1), DraftBlock.of(BlockKind.PARAGRAPH, "three", page=3)]
    document = canonical.build(Draft("", blocks, pages=[DraftPage(number, str(number)) for number in (1, 2, 3)]))
    assert [document.text[page.start : page.end] for page in document.pages] == ["one\n\n", "", "three"]


def test_a_lead_that_holds_no_text_is_dropped_with_its_block() -> None:
    empty = DraftBlock.of(BlockKind.PARAGRAPH, " \u200b ")
    item = DraftBlock(BlockKind.LIST_ITEM, [Piece("item")], lead=empty)
    document = canonical.build(Draft("", [empty, item]))
    assert [(block.kind, block.lead) for block in document.blocks] == [(BlockKind.LIST_ITEM, None)]
