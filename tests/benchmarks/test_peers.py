from __future__ import annotations

import json
from pathlib import Path

from benchmarks.speed.peers.__main__ import ROWS, table
from benchmarks.speed.peers.measure import SYSTEMS
from benchmarks.speed.peers.texts import write_texts


def test_the_table_gives_medians_over_the_repeats() -> None:
    same = {"chunks": 10, "characters": 1000, "peak": 2e6, "size": 3e6, "resident": 5e6, "first": 4.0}
    searches = {"searches": [0.001, 0.002, 0.009], "worked": [0.004]}
    runs = [same | searches | {"seconds": seconds, "processor": 2 * seconds} for seconds in (1.0, 2.0, 10.0)]
    assert table({"one": runs})[2:] == ["| one | 10 | 5.0 · 2.5 | 500 · 250 | 2.0 · 4.0 ms | 4.0 s | 2 · 5 MB | 3.0 MB |"]


def test_every_row_has_its_program() -> None:
    assert {row.system for row in ROWS} == set(SYSTEMS)
    assert ROWS[0].system == "ours"


def test_texts_are_written_with_an_empty_line_between_paragraphs_until_there_are_enough(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"doc": name, "title": "", "text": "First paragraph.\n\nSecond one."}) for name in "abc"]
    corpus.write_text("\n".join(lines), encoding="utf-8")
    assert write_texts(corpus, tmp_path / "texts", 40) == (2, 58)
    written = sorted((tmp_path / "texts").iterdir())
    assert [file.read_text(encoding="utf-8") for file in written] == ["First paragraph.\n\nSecond one.\n"] * 2
