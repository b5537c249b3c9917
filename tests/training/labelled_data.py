"""Made-up labelled data in the layout that training reads: every source has the same few rows about its own towns."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from training.sources import EVALUATION_SOURCES, SOURCES

TOWNS = [f"{first}{second}" for first in ("Ald", "Bal", "Car", "Dun", "Ell") for second in ("burgh", "mouth", "ness", "wick")]


def _passage(town: str) -> tuple[str, str]:
    answer = f"The council of {town} meets in the hall on Mondays."
    return f"{town} has a school. {answer} The shops close at noon. Nobody has counted the sheep.", answer


def write_labelled_data(folder: Path) -> tuple[Path, Path]:
    """Writes both folders and gives their paths: training data, evaluation data."""
    traindata, evaldata = folder / "train", folder / "eval"
    traindata.mkdir()
    for name in SOURCES:
        rows: list[dict[str, Any]] = []
        for town in TOWNS:
            text, answer = _passage(f"{town} of {name}")
            start = text.index(answer)
            common = {"ctx": text, "src": name, "kind": "sent"}
            rows.append({"q": f"When does the council of {town} meet?", "spans": [[start, start + len(answer)]], **common})
            rows.append({"q": f"How many sheep are in {town}?", "spans": [], **common})
        with gzip.open(traindata / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row) + "\n" for row in rows)
    for name in EVALUATION_SOURCES:
        (evaldata / name).mkdir(parents=True)
        documents, questions = [], []
        for town in TOWNS:
            text, answer = _passage(town)
            documents.append({"doc": f"doc-{town}", "title": town, "text": text})
            asked = f"When does the council of {town} meet?"
            questions.append({"id": town, "question": asked, "answerable": True, "doc": f"doc-{town}", "evidence": [answer]})
        for file, records in (("corpus.jsonl", documents), ("questions.jsonl", questions)):
            (evaldata / name / file).write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return traindata, evaldata
