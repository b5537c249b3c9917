from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.errors import CorpusUnusable
from ingest.source_entries import SourceEntries, SourceEntry, corpus_path, is_web_address, read_source_entries


def read(folder: Path, text: str) -> SourceEntries:
    file = folder / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return read_source_entries(file)


def only_warning(entries: SourceEntries) -> str:
    (warning,) = entries.warnings
    return warning


def test_an_entry_says_everything_about_a_file(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        """
        [[documents]]
        path = "policy/christie.md"
        title = "The  Christie\\nCommission"
        authors = ["Campbell Christie", "Others"]
        publisher = "Scottish Government"
        date = 2011-06-29
        url = "https://www.gov.scot/christie"
        licence = "OGL v3.0"
        collection = "Reform"
        supersedes = ["old.pdf"]
        unofficial_summary = true
        password = "secret"
        """,
    )
    assert entries.warnings == ()
    assert entries.by_path == {
        "policy/christie.md": SourceEntry(
            path="policy/christie.md",
            title="The Christie Commission",
            authors=("Campbell Christie", "Others"),
            publisher="Scottish Government",
            date="2011-06-29",
            url="https://www.gov.scot/christie",
            licence="OGL v3.0",
            collection="Reform",
            supersedes=("old.pdf",),
            unofficial_summary=True,
            password="secret",
        )
    }


def test_no_file_is_the_same_as_an_empty_one(tmp_path: Path) -> None:
    assert read_source_entries(tmp_path / "sources.toml") == read(tmp_path, "") == SourceEntries()


@pytest.mark.parametrize(
    "given, kept",
    [
        ("2015", "2015"),
        ('"2015"', "2015"),
        ('"2015-06"', "2015-06"),
        ('"2015-06-24"', "2015-06-24"),
        ("2015-06-24T09:30:00Z", "2015-06-24"),
    ],
)
def test_a_date_may_be_a_year_a_month_or_a_day(tmp_path: Path, given: str, kept: str) -> None:
    assert read(tmp_path, f'[[documents]]\npath = "a.md"\ndate = {given}').by_path["a.md"].date == kept


@pytest.mark.parametrize("given", ['"24 June 2015"', '"2015-13"', '"2015-02-30"', "20150624", "true", "[]"])
def test_a_date_that_is_none_is_left_out_with_a_warning_that_names_the_entry(tmp_path: Path, given: str) -> None:
    entries = read(tmp_path, f'[[documents]]\npath = "a.md"\ntitle = "A"\ndate = {given}')
    assert entries.by_path["a.md"] == SourceEntry("a.md", title="A")
    assert "entry 1 (a.md): date must be a year" in only_warning(entries)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "www.gov.scot", "https://", "ftp://gov.scot/x", "https://gov.scot/a b", "http://[x"]
)
def test_only_a_web_address_becomes_a_link(tmp_path: Path, url: str) -> None:
    entries = read(tmp_path, f'[[documents]]\npath = "a.md"\nurl = "{url}"')
    assert entries.by_path["a.md"].url is None
    assert "url must be a web address" in only_warning(entries)
    assert not is_web_address(url)


def test_an_unknown_key_is_named_with_the_one_that_was_probably_meant(tmp_path: Path) -> None:
    assert "'titel' means nothing here and is left out. Did you mean 'title'?" in only_warning(
        read(tmp_path, '[[documents]]\npath = "a.md"\ntitel = "A"')
    )
    assert "Did you mean 'documents'?" in only_warning(read(tmp_path, '[[document]]\npath = "a.md"'))


def test_a_single_author_needs_no_list(tmp_path: Path) -> None:
    assert read(tmp_path, '[[documents]]\npath = "a.md"\nauthors = "Anna Coote"').by_path["a.md"].authors == ("Anna Coote",)


@pytest.mark.parametrize("line", ["title = 3", "authors = [1]", 'unofficial_summary = "yes"', 'supersedes = ["../x"]', "password = 1234"])
def test_a_value_of_the_wrong_kind_is_left_out_and_the_rest_of_the_entry_is_used(tmp_path: Path, line: str) -> None:
    entries = read(tmp_path, f'[[documents]]\npath = "a.md"\npublisher = "P"\n{line}')
    assert entries.by_path["a.md"] == SourceEntry("a.md", publisher="P")
    assert f"entry 1 (a.md): {line.split(maxsplit=1)[0]} " in only_warning(entries)


def test_no_message_shows_a_password(tmp_path: Path) -> None:
    assert "1234" not in only_warning(read(tmp_path, '[[documents]]\npath = "a.md"\npassword = 1234'))
    assert "secret" not in repr(SourceEntry("a.md", password="secret"))


def test_of_two_entries_for_one_file_the_first_counts(tmp_path: Path) -> None:
    entries = read(tmp_path, '[[documents]]\npath = "a.md"\ntitle = "First"\n[[documents]]\npath = "./a.md"\ntitle = "Second"')
    assert entries.by_path["a.md"].title == "First"
    assert "entry 2: there is an earlier entry for a.md" in only_warning(entries)


@pytest.mark.parametrize("path", ["", '"../a.md"', '"/a.md"', '"C:\\\\a.md"', "3"])
def test_an_entry_without_a_path_in_the_folder_is_not_used(tmp_path: Path, path: str) -> None:
    entries = read(tmp_path, f"[[documents]]\npath = {path}" if path else '[[documents]]\ntitle = "A"')
    assert entries.by_path == {}
    assert "entry 1: it needs a path inside the corpus folder" in only_warning(entries)


def test_a_document_does_not_supersede_itself(tmp_path: Path) -> None:
    entries = read(tmp_path, '[[documents]]\npath = "a.md"\nsupersedes = ["a.md", "b.md"]')
    assert entries.by_path["a.md"].supersedes == ("b.md",)
    assert "cannot supersede itself" in only_warning(entries)


def test_a_file_that_is_no_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(CorpusUnusable, match=r"sources\.toml cannot be read as TOML: .*line 2"):
        read(tmp_path, '[[documents]]\npath = "a.md\ntitle = "A"')


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b'[[documents]]\npath = "caf\xe9.md"')
    with pytest.raises(CorpusUnusable, match="not UTF-8"):
        read_source_entries(tmp_path / "sources.toml")


def test_single_brackets_are_explained(tmp_path: Path) -> None:
    with pytest.raises(CorpusUnusable, match="double square brackets"):
        read(tmp_path, '[documents]\npath = "a.md"')


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read(tmp_path, '\ufeff[[documents]]\npath = "a.md"').by_path.keys() == {"a.md"}


def test_entries_and_superseded_documents_without_a_file_are_named(tmp_path: Path) -> None:
    entries = read(tmp_path, '[[documents]]\npath = "christie.md"\n[[documents]]\npath = "b.md"\nsupersedes = ["gone.md"]')
    assert entries.warnings_for(["christy.md", "b.md"]) == [
        "sources.toml has an entry for christie.md, but there is no such document. Did you mean 'christy.md'?",
        "sources.toml: b.md is said to supersede gone.md, but there is no such document.",
    ]


def test_a_document_that_has_not_been_downloaded_is_not_taken_for_a_slip(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        '[[documents]]\npath = "plan-2020.pdf"\nurl = "https://a.scot/2020"\n[[documents]]\npath = "plan-2019.pdf"\n'
        '[[documents]]\npath = "plan-2018.pdf"',
    )
    downloads = "sources.toml has an entry for plan-2020.pdf, which has not been downloaded. `python -m ingest fetch` downloads it."
    assert entries.warnings_for(["plan-2019.pdf"]) == [
        downloads,
        "sources.toml has an entry for plan-2018.pdf, but there is no such document.",
    ]
    assert entries.warnings_for(["plan-2019.pdf", "plan-2018.pdf", "plan2020.pdf"]) == [
        f"{downloads} If you have it already as 'plan2020.pdf', write that as its path."
    ]


def test_paths_are_written_in_one_way() -> None:
    assert corpus_path("./a//b\\c.md") == "a/b/c.md"
    assert corpus_path("a\x00b.md") is None
    assert corpus_path("cafe\u0301.md") == "café.md"
