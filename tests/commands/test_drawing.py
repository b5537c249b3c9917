from pathlib import Path

import pytest

from copro_qa.commands.drawing import draw_pages, quoted_span
from copro_qa.errors import InvalidInput, NotFound
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from ingest.build import build
from tests.fakes import HashingEmbedderFactory
from tests.ingest.pdf_writer import PdfPage, write_pdf

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("show") / "corpus"
    corpus.mkdir()
    write_pdf(
        corpus / "plan.pdf", PdfPage().text(70, 700, "The plan begins here and it goes"), PdfPage().text(70, 700, "on to the next page.")
    )
    build(corpus, corpus.parent / "index", HashingEmbedderFactory())
    return corpus


@pytest.fixture
def generation(corpus: Path) -> Generation:
    return open_current(corpus.parent / "index")


def test_a_quote_over_a_page_end_gives_a_picture_of_each_page(corpus: Path, generation: Generation, tmp_path: Path) -> None:
    document = generation.document("plan.pdf")
    files = list(draw_pages(generation, document, corpus, tmp_path / "quote.png", span=document.span(4, 40), page=None, width=200))
    assert [file.name for file in files] == ["quote.png", "quote-page-2.png"]
    assert all(file.read_bytes().startswith(PNG) for file in files)


def test_a_page_that_is_not_there_is_not_found(corpus: Path, generation: Generation, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="2 pages, so there is no page 9"):
        list(draw_pages(generation, generation.document("plan.pdf"), corpus, tmp_path / "page.png", span=None, page=9, width=200))


def test_a_picture_that_cannot_be_written_says_where(corpus: Path, generation: Generation, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nowhere/page\.png cannot be written"):
        list(
            draw_pages(generation, generation.document("plan.pdf"), corpus, tmp_path / "nowhere" / "page.png", span=None, page=1, width=200)
        )


@pytest.mark.parametrize("quote", ["", "4", "a:b", "4:", "9:4", "0:99999"])
def test_a_place_that_names_no_text_is_refused(generation: Generation, quote: str) -> None:
    with pytest.raises(InvalidInput):
        quoted_span(generation.document("plan.pdf"), quote)
