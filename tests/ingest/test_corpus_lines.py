from __future__ import annotations

import json
from pathlib import Path

import pytest

from copro_qa.errors import CorpusUnusable, DocumentUnreadable
from ingest.corpus_lines import parse_line, read_corpus_lines
from ingest.file_kind import FileKind
from ingest.sources import Corpus


def read(folder: Path, *lines: object) -> Corpus:
    file = folder / "corpus.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return read_corpus_lines(file)


def test_each_line_is_a_document_with_its_own_name_and_title(tmp_path: Path) -> None:
    corpus = read(
        tmp_path, {"doc": "b", "title": "Beta", "text": "Words.", "url": "https://b.org"}, "", {"doc": "a", "title": "", "text": "Words."}
    )
    found = [(file.path, file.entry.title, file.entry.url) for file in corpus.files if file.entry]
    assert found == [("a", "a", None), ("b", "Beta", "https://b.org")]
    assert corpus.files[0].document_id != corpus.files[1].document_id


def test_a_line_is_read_as_markdown_where_it_looks_like_it(tmp_path: Path) -> None:
    corpus = read(tmp_path, {"doc": "a", "text": "## One\n\nText.\n\n## Two\n\nText."}, {"doc": "b", "text": "Plain words."})
    assert [file.kind for file in corpus.files] == [FileKind.MARKDOWN, FileKind.TEXT]
    assert parse_line(corpus.files[0]).text.splitlines()[0] == "One"
    assert parse_line(corpus.files[1]).text == "Plain words."


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"doc": "a"}', '{"doc": 3, "text": "x"}', '{"doc": " ", "text": "x"}', '{"doc": "\\ud800", "text": "x"}']
)
def test_a_line_that_cannot_be_used_is_reported_by_number_and_the_rest_go_on(tmp_path: Path, line: str) -> None:
    corpus = read(tmp_path, line, {"doc": "good", "text": "Words."})
    assert [path for path, _ in corpus.failed] == ["line 1"]
    assert [file.path for file in corpus.files] == ["good"]


def test_a_second_line_of_the_same_name_is_reported(tmp_path: Path) -> None:
    corpus = read(tmp_path, {"doc": "a", "text": "First."}, {"doc": "a", "text": "Second."})
    assert [file.text for file in corpus.files] == ["First."]
    assert corpus.failed[0][0] == "line 2"


def test_a_line_without_text_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="holds no text"):
        parse_line(read(tmp_path, {"doc": "a", "text": " \n"}).files[0])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusUnusable, match="cannot be read"):
        read_corpus_lines(tmp_path / "none.jsonl")
