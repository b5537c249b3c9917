from __future__ import annotations

from dataclasses import replace

from copro_qa.document import Block, BlockKind, Source
from ingest.file_kind import FileKind
from ingest.parsed import ExtractionReport, FileFacts, ParsedDocument
from ingest.source_entries import SourceEntry
from ingest.source_facts import source_of, title_from_name
from ingest.source_file import SourceFile

FILE = SourceFile("policy/joint-working_2014.md", "x", "0" * 64, FileKind.MARKDOWN)


def parsed(facts: FileFacts, *, title_block: str = "") -> ParsedDocument:
    blocks = (Block(BlockKind.TITLE, 0, len(title_block)),) if title_block else ()
    return ParsedDocument(title_block, blocks, (), facts, ExtractionReport("text/markdown", 0, 0))


FACTS = FileFacts("File's title", ("An author",), "A publisher", "2014", "https://gov.scot", "OGL", "en", unofficial_summary=True)


def test_facts_come_from_the_entry_first_and_then_from_the_file() -> None:
    entry = SourceEntry(FILE.path, title="Entry's title", date="2015-06", collection="Acts", unofficial_summary=False)
    assert source_of(replace(FILE, entry=entry), parsed(FACTS), superseded_by=["new.md"]) == Source(
        path=FILE.path,
        file_sha256=FILE.file_sha256,
        media_type="text/markdown",
        title="Entry's title",
        authors=("An author",),
        publisher="A publisher",
        published="2015-06",
        url="https://gov.scot",
        licence="OGL",
        collection="Acts",
        language="en",
        superseded_by=("new.md",),
        unofficial_summary=False,
    )


def test_without_a_title_anywhere_the_name_of_the_file_is_made_readable() -> None:
    assert source_of(FILE, parsed(FileFacts())).title == "Joint working 2014"
    assert title_from_name("a/Community Empowerment - v1.2.pdf") == "Community Empowerment - v1.2"
    assert title_from_name("___.md") == "___.md"


def test_the_title_above_the_text_is_taken_where_the_file_gives_none_of_itself() -> None:
    assert source_of(FILE, parsed(FileFacts(), title_block="Joint Working Act")).title == "Joint Working Act"
    assert source_of(FILE, parsed(FACTS, title_block="Joint Working Act")).title == "File's title"
    assert source_of(FILE, parsed(FileFacts(), title_block="1")).title == "Joint working 2014"


def test_what_a_file_calls_its_title_is_shown_on_one_line_and_not_when_it_is_a_whole_page() -> None:
    assert source_of(FILE, parsed(FileFacts(title=" A\n title\u202e\x07 "))).title == "A title"
    assert source_of(FILE, parsed(FileFacts(title="word " * 200))).title == "Joint working 2014"


def test_a_long_title_is_cut_at_the_end_of_a_clause_and_keeps_its_short_name() -> None:
    law = "Regulation (EU) 2031/12 on the care of rivers" + "".join(f", and amending Directive 20{number}/44" for number in range(10, 25))
    cut = source_of(FILE, parsed(FileFacts(title=f"{law} (Care of Rivers Act) (Text that matters here)"))).title
    assert cut.startswith("Regulation (EU) 2031/12 on the care of rivers, and amending Directive 2010/44, ")
    assert cut.endswith("/44 … (Care of Rivers Act)")
    assert 200 < len(cut) <= 300
    plain = source_of(FILE, parsed(FileFacts(title="a longer word " * 30))).title
    assert plain.endswith((" word …", " longer …", " a …"))
    assert len(plain) <= 300
    assert source_of(FILE, parsed(FileFacts(title="w" * 400))).title == "w" * 298 + " …"


def test_a_link_that_a_file_gives_of_itself_must_be_a_web_address() -> None:
    assert source_of(FILE, parsed(FileFacts(url="javascript:alert(1)"))).url is None
