from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from copro_qa.errors import CorpusUnusable
from ingest.file_kind import FileKind
from ingest.source_entries import SourceEntry
from ingest.source_file import SourceFile
from ingest.sources import Corpus, scan_folder


def write(folder: Path, **files: str) -> Path:
    """Files by name, with ``__`` for a slash and ``_`` before the ending."""
    for name, text in files.items():
        stem, _, ending = name.replace("__", "/").rpartition("_")
        file = folder / f"{stem}.{ending}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def paths(corpus: Corpus) -> list[str]:
    return [file.path for file in corpus.files]


def test_documents_are_found_in_all_folders_in_order_of_path(tmp_path: Path) -> None:
    corpus = scan_folder(write(tmp_path, b_md="# B", a__z_txt="Z", a__b__c_html="<p>C</p>"))
    assert paths(corpus) == ["a/b/c.html", "a/z.txt", "b.md"]
    assert (corpus.warnings, corpus.failed, corpus.ignored) == ((), (), ())


def test_of_the_same_file_under_two_names_the_one_that_sources_toml_knows_is_indexed_and_no_link(tmp_path: Path) -> None:
    write(tmp_path, **{"plan (1)_md": "# Plan", "plan_md": "# Plan", "rules_md": "# Rules"})
    (tmp_path / "a link.md").symlink_to("rules.md")
    (tmp_path / "sources.toml").write_text('[[documents]]\npath = "plan.md"\ntitle = "The plan"\n')
    corpus = scan_folder(tmp_path)
    assert paths(corpus) == ["plan.md", "rules.md"]
    assert corpus.files[0].entry is not None
    assert corpus.warnings == (
        "a link.md is the same file, byte for byte, as rules.md. It is indexed once, as rules.md.",
        "plan (1).md is the same file, byte for byte, as plan.md. It is indexed once, as plan.md.",
    )


def test_what_is_said_of_a_second_name_of_the_same_file_is_not_lost_in_silence(tmp_path: Path) -> None:
    write(tmp_path, a_md="# Plan", b_md="# Plan")
    (tmp_path / "sources.toml").write_text('[[documents]]\npath = "a.md"\n[[documents]]\npath = "b.md"\ntitle = "B"\n')
    (warning,) = scan_folder(tmp_path).warnings
    assert warning.endswith("What sources.toml says of b.md is not used.")


def test_hidden_and_temporary_files_and_the_list_of_sources_are_passed_over(tmp_path: Path) -> None:
    for name in [".hidden.md", "~$report.docx", ".~lock.a.odt#", "a.md~", "a.tmp", "a.pdf.part", "Thumbs.db"]:
        (tmp_path / name).write_text("x")
    write(tmp_path / ".git", a_md="x")
    write(tmp_path / "__MACOSX", a_md="x")
    write(tmp_path, sources_toml="documents = []")
    assert scan_folder(tmp_path) == Corpus()


def test_a_list_of_sources_in_a_lower_folder_is_a_file_like_others(tmp_path: Path) -> None:
    assert scan_folder(write(tmp_path, a__sources_toml="x = 1")).ignored[0][0] == "a/sources.toml"


def test_kinds_that_are_not_read_are_ignored_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path, figures_csv="a,b\n1,2", a_md="text")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    corpus = scan_folder(tmp_path)
    assert paths(corpus) == ["a.md"]
    assert [path for path, _ in corpus.ignored] == ["figures.csv", "photo.png"]
    assert "picture" in corpus.ignored[1][1]


def test_a_file_that_is_not_what_its_name_says_is_reported_and_not_only_ignored(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    corpus = scan_folder(tmp_path)
    assert [path for path, _ in corpus.failed] == ["report.pdf"]
    assert corpus.ignored == ()


def test_frames_of_a_saved_page_are_no_documents(tmp_path: Path) -> None:
    write(
        tmp_path,
        Guide_html="<p>Guide</p>",
        Guide_files__advert_html="<p>Buy</p>",
        Guide_files__annex_txt="Annex",
        Old_files__page_html="<p>O</p>",
    )
    corpus = scan_folder(tmp_path)
    assert paths(corpus) == ["Guide.html", "Guide_files/annex.txt", "Old_files/page.html"]
    assert corpus.ignored == (("Guide_files/advert.html", "It is a part of the saved web page Guide.html, such as an advertisement."),)


def test_the_same_file_twice_is_indexed_once_under_its_first_path(tmp_path: Path) -> None:
    corpus = scan_folder(write(tmp_path, b_md="Same.", a_md="Same.", c_md="Other."))
    assert paths(corpus) == ["a.md", "c.md"]
    assert corpus.warnings == ("b.md is the same file, byte for byte, as a.md. It is indexed once, as a.md.",)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus", a_md="A")
    write(tmp_path, secret_txt="outside")
    (folder / "leak.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "inside.md").symlink_to(folder / "a.md")
    (folder / "loop").symlink_to(folder)
    corpus = scan_folder(folder)
    assert paths(corpus) == ["a.md"]
    assert sorted(warning.split(maxsplit=1)[0] for warning in corpus.warnings) == ["inside.md", "leak.txt", "loop"]


def test_a_link_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    ((path, reason),) = scan_folder(tmp_path).failed
    assert (path, reason) == ("gone.md", "It cannot be opened: No such file or directory. Check that it is there and may be read.")


def test_links_in_a_circle_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "folder").symlink_to(tmp_path / "folder")
    corpus = scan_folder(write(tmp_path, c_txt="Text."))
    assert paths(corpus) == ["c.txt"]
    assert [path for path, _ in corpus.failed] == ["a.txt", "b.txt", "folder"]
    assert all("symbolic links" in reason for _, reason in corpus.failed)


def test_a_pipe_does_not_stop_the_scan(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert [path for path, _ in scan_folder(tmp_path).ignored] == ["pipe.md"]


def test_a_name_that_cannot_be_written_as_text_is_reported(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("x")
    ((path, reason),) = scan_folder(tmp_path).failed
    assert path == "caf�.md"
    assert "plain name" in reason


def test_two_names_that_look_the_same_are_told_apart_or_reported(tmp_path: Path) -> None:
    (tmp_path / "caf\u00e9.md").write_text("composed")
    (tmp_path / "cafe\u0301.md").write_text("decomposed")
    corpus = scan_folder(tmp_path)
    assert paths(corpus) == ["café.md"]
    assert len(corpus.failed) == 1


def test_a_folder_that_is_left_out_is_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path, a_md="A", index__b_md="B")
    assert paths(scan_folder(tmp_path, leave_out=[tmp_path / "index"])) == ["a.md"]


def test_entries_go_with_their_files_also_where_the_name_is_decomposed(tmp_path: Path) -> None:
    (tmp_path / "cafe\u0301.md").write_text("x")
    (tmp_path / "sources.toml").write_text('[[documents]]\npath = "café.md"\ntitle = "Café"', encoding="utf-8")
    corpus = scan_folder(tmp_path)
    assert corpus.files[0].entry == SourceEntry("café.md", title="Café")
    assert corpus.warnings == ()


def test_a_folder_that_is_not_there_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusUnusable, match=r"does not exist.*--corpus"):
        scan_folder(tmp_path / "nowhere")


def test_what_supersedes_a_document_is_known_of_it_over_the_whole_corpus(tmp_path: Path) -> None:
    write(tmp_path, a_md="A", b_md="B", c_md="C")
    (tmp_path / "sources.toml").write_text(
        '[[documents]]\npath="c.md"\nsupersedes=["a.md"]\n[[documents]]\npath="b.md"\nsupersedes=["a.md"]'
    )
    assert scan_folder(tmp_path).superseded_by == {"a.md": ("b.md", "c.md")}


def test_a_document_is_superseded_by_what_supersedes_its_successor_too(tmp_path: Path) -> None:
    write(tmp_path, a_md="A", b_md="B", c_md="C")
    entries = '[[documents]]\npath="b.md"\nsupersedes=["a.md"]\n[[documents]]\npath="c.md"\nsupersedes=["b.md"]\n'
    (tmp_path / "sources.toml").write_text(entries)
    assert scan_folder(tmp_path).superseded_by == {"a.md": ("b.md", "c.md"), "b.md": ("c.md",)}
    (tmp_path / "sources.toml").write_text(f'{entries}[[documents]]\npath="a.md"\nsupersedes=["c.md"]')
    assert scan_folder(tmp_path).superseded_by["a.md"] == ("b.md", "c.md")


def test_the_id_of_a_document_depends_on_its_bytes_and_how_they_are_read_but_not_on_where_it_lies() -> None:
    file = SourceFile("a.md", "a.md", "0" * 64, FileKind.MARKDOWN)
    assert replace(file, path="b/c.md", entry=SourceEntry("b/c.md", title="C")).document_id == file.document_id
    assert replace(file, kind=FileKind.TEXT).document_id != file.document_id
    assert replace(file, file_sha256="1" * 64).document_id != file.document_id


def test_a_file_that_has_changed_since_the_scan_is_noticed(tmp_path: Path) -> None:
    (file,) = scan_folder(write(tmp_path, a_md="A")).files
    assert file.is_unchanged()
    (tmp_path / "a.md").write_text("longer")
    assert not file.is_unchanged()
    (tmp_path / "a.md").unlink()
    assert not file.is_unchanged()
