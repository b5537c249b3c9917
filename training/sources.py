"""The labelled passages that the reader is trained on: which there are, under which licence, how many of each, and how they are read.

Nothing of them is part of this project but what we wrote ourselves (``training.written``). ``traindata`` is a folder of
``NAME.jsonl.gz`` with ``{"q", "ctx", "spans", "kind"}`` per line; ``evaldata`` a folder with ``NAME/questions.jsonl`` and
``NAME/corpus.jsonl``, of which only some documents are for training.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from training.sentence_split import split_sentences
from training.written import WrittenPassage, text_hash, written_passages

__all__ = [
    "ALL_SOURCES",
    "EVALUATION_SOURCES",
    "INVENTED_SOURCES",
    "SOURCES",
    "WRITTEN_DOCUMENTS",
    "WRITTEN_SOURCES",
    "Row",
    "SourcePlan",
    "document_rows",
    "is_for_training",
    "is_kept_apart",
    "may_be_chosen_on",
    "policy_rows",
    "read_rows",
]

_TRAINING_DIGITS = frozenset("0123456789")


class SourcePlan(NamedTuple):
    """How a source is used: rows with and without an answer that are taken, how often each is used, repository and licence.

    ``derived``: how many negatives are made of a row with an answer, against the usual number. Few where they were written by hand.
    ``siblings``: how many other passages of its document are read beside each question; only where it is known that they do not answer.
    """

    positives: int
    negatives: int
    repeats: int
    repository: str
    licence: str
    derived: float = 1.0
    siblings: int = 0


SOURCES = {
    "omosqa": SourcePlan(800, 400, 3, "digitalfabrik/integreat-qa-dataset", "CC BY 4.0"),
    "squad_flan": SourcePlan(3992, 1500, 1, "EmptyCityJK/flan-response-evaluator", "CC BY-SA 4.0"),
    "squad_cs224n": SourcePlan(
        4859, 1795, 1, "thomasfermi/Dynamic-Coattention-Network-for-SQuAD, michaelschung/cs224n-project", "CC BY-SA 4.0"
    ),
    "squad_nqg_sent": SourcePlan(2500, 500, 1, "xinyadu/nqg", "CC BY-SA 4.0"),
    "squad_reqa_sent": SourcePlan(2500, 500, 1, "KOU-201270/model-selection", "CC BY-SA 4.0"),
    "bioasq": SourcePlan(2000, 900, 1, "KOU-201270/model-selection", "CC BY 2.5"),
    "selqa": SourcePlan(2371, 1218, 1, "emorynlp/selqa", "Apache-2.0"),
    "qed_nq": SourcePlan(1348, 344, 2, "google-research-datasets/QED", "CC BY-SA 3.0"),
    "onestopqa": SourcePlan(972, 248, 1, "berzak/onestop-qa", "CC BY-SA 4.0"),
    "covidqa": SourcePlan(700, 500, 1, "deepset-ai/COVID-QA", "Apache-2.0"),
    "tatqa": SourcePlan(450, 300, 1, "NExTplusplus/TAT-QA", "CC BY 4.0"),
    "evidence_inference": SourcePlan(250, 200, 1, "jayded/evidence-inference", "MIT"),
    "contractnli": SourcePlan(150, 150, 1, "shu7bh/Contract-NLI, TAOC0002/contract-nli", "CC BY 4.0"),
    "hotpotqa": SourcePlan(300, 300, 1, "yhshu/HippoRAG, xindili-cmu/anlp-project-multihop", "CC BY-SA 4.0, CC BY 4.0"),
    "quotesum": SourcePlan(225, 49, 1, "google-research-datasets/QuoteSum", "CC BY-SA 4.0"),
}
"""Variety counts for more than size. The many passages of SQuAD and the templates of contractnli and evidence_inference are held down."""

EVALUATION_SOURCES = {
    "squad2": SourcePlan(1000, 1000, 3, "chrischute/squad (development set)", "CC BY-SA 4.0"),
    "clapnq": SourcePlan(200, 200, 3, "primeqa/clapnq (development set)", "Apache-2.0"),
    "scifact": SourcePlan(320, 200, 1, "allenai/scifact", "CC BY 4.0, ODC-By"),
}
"""Sets that are measured on too: only documents that :func:`is_for_training` names are trained on."""

WRITTEN_SOURCES = {
    "written_policy": SourcePlan(99_999, 99_999, 1, "this project, training/written/policy", "Apache-2.0", 0.3),
    "written_documents": SourcePlan(99_999, 99_999, 1, "this project, training/written/documents", "Apache-2.0", 0.3, siblings=2),
    "written_long_documents": SourcePlan(99_999, 99_999, 1, "this project, training/written/long_documents", "Apache-2.0", 0.3, siblings=2),
    "written_pairs": SourcePlan(
        99_999, 99_999, 1, "this project, training/written/pairs, about passages of other sources", "Apache-2.0", 0.3
    ),
}
"""What we wrote ourselves: half of it without an answer."""

_ITEM = re.compile(r"\* |\(?(?:\d+(?:\.\d+)*|[a-z]{1,4})[.)]\s")
_IS_WHOLE = re.compile(r"[.!?][\"'”’)]*$")
WRITTEN_DOCUMENTS = {"written_documents": "documents", "written_long_documents": "long_documents"}
"""Of these, the folders of documents with several passages."""
INVENTED_SOURCES = frozenset({"written_policy", *WRITTEN_DOCUMENTS})
"""Of these, those whose passages are invented, and not only their questions."""
_TWO_IN_SIXTEEN = INVENTED_SOURCES

ALL_SOURCES = {**SOURCES, **EVALUATION_SOURCES, **WRITTEN_SOURCES}


class Row(NamedTuple):
    """A question and a passage. ``spans`` are the ranges of ``text`` that answer, none when it does not.

    ``is_short``: the spans are short answers and not whole sentences. ``group``: rows of one group are of one document.
    """

    source: str
    question: str
    text: str
    spans: tuple[tuple[int, int], ...]
    is_short: bool
    title: str
    group: str


def is_for_training(document: str) -> bool:
    """Whether a document of a set that is also measured on may be trained on."""
    return hashlib.sha256(document.encode()).hexdigest()[0] in _TRAINING_DIGITS


def is_kept_apart(row: Row) -> bool:
    """Whether a row is kept out of training, to choose thresholds on: one document in sixteen of every source, two of our own."""
    digit = hashlib.sha256(f"apart:{row.group}".encode()).hexdigest()[0]
    return digit == "f" or (digit == "e" and row.source in _TWO_IN_SIXTEEN)


def may_be_chosen_on(row: Row) -> bool:
    """Of our own rows kept apart, whether something may be fitted on this one; figures are reported on the others."""
    return hashlib.sha256(f"apart:{row.group}".encode()).hexdigest()[0] == "e"


def read_rows(name: str, *, traindata: Path, evaldata: Path, for_training: bool = True) -> list[Row]:
    """All rows of a source; of a set that is also measured on, those for training, or else those for measuring."""
    if name == "written_policy":
        return [row for passage in written_passages("policy") for row in policy_rows(passage)]
    if name in WRITTEN_DOCUMENTS:
        return [row for passage in written_passages(WRITTEN_DOCUMENTS[name]) for row in document_rows(passage, name)]
    if name == "written_pairs":
        return list(_pair_rows(traindata))
    if name in SOURCES:
        return [_training_row(name, record) for record in _records(traindata / f"{name}.jsonl.gz")]
    corpus = {document["doc"]: document for document in _records(evaldata / name / "corpus.jsonl")}
    questions = _records(evaldata / name / "questions.jsonl")
    return [
        _evaluation_row(name, question, corpus)
        for question in questions
        # Answerable, but with no evidence marked: neither a positive nor a negative.
        if is_for_training(question["doc"]) == for_training and bool(question["evidence"]) == question["answerable"]
    ]


def policy_rows(passage: WrittenPassage) -> list[Row]:
    """The questions about a passage that stands by itself."""
    return _written_rows("written_policy", passage, f"written_policy:{passage.head}")


def document_rows(passage: WrittenPassage, source: str = "written_documents") -> list[Row]:
    """The questions about one of several passages of a document: those with the same title."""
    return _written_rows(source, passage, f"written_documents:{passage.head.split('|')[0].strip()}")


def _written_rows(source: str, passage: WrittenPassage, group: str) -> list[Row]:
    """Sentences on one line, items of lists and numbered clauses on lines of their own, as the product's documents have them."""
    text, places, after_item = "", list[tuple[int, int]](), False
    for sentence in passage.sentences:
        is_item = bool(_ITEM.match(sentence))
        words = sentence.removeprefix("* ")
        text += ("\n" if is_item or after_item else " ") if text else ""
        places.append((len(text), len(text) + len(words)))
        text += words
        after_item = is_item or not _IS_WHOLE.search(sentence)
    title = "\n".join(part.strip() for part in passage.head.split("|"))
    return [
        Row(source, question.text, text, tuple(places[place] for place in question.sentences), False, title, group)  # noqa: FBT003
        for question in passage.questions
    ]


def _pair_rows(traindata: Path) -> Iterator[Row]:
    """Questions that we wrote about passages of other sources, found by their hash. What ``traindata`` lacks is left out, and counted."""
    missing = 0
    texts = dict[str, dict[str, Row]]()
    for passage in written_passages("pairs"):
        source, digest, first, last = passage.head.split()
        if source not in texts:
            texts[source] = {text_hash(row.text): row for row in read_rows(source, traindata=traindata, evaldata=traindata)}
        row = texts[source].get(digest)
        if row is None:
            missing += 1
            continue
        sentences = split_sentences(row.text)[int(first) : int(last)]
        start = sentences[0][0]
        text = row.text[start : sentences[-1][1]]
        for question in passage.questions:
            spans = tuple((sentences[place][0] - start, sentences[place][1] - start) for place in question.sentences)
            yield Row("written_pairs", question.text, text, spans, is_short=False, title=row.title, group=row.group)
    if missing:
        print(f"{missing} passages that our own questions are about are not in {traindata}; these questions are left out")


def _records(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _training_row(name: str, record: dict[str, Any]) -> Row:
    spans = tuple((int(start), int(end)) for start, end in record["spans"])
    first_line = record["ctx"].split("\n", 1)[0]
    # Pages of omosqa begin with their title; elsewhere rows of one passage are one document.
    titled = name == "omosqa"
    return Row(
        source=name,
        question=record["q"],
        text=record["ctx"],
        spans=spans,
        is_short=record["kind"] == "span" and name != "quotesum",
        title=first_line if titled else "",
        group=f"{name}:{first_line if titled else record['ctx']}",
    )


def _evaluation_row(name: str, question: dict[str, Any], corpus: dict[str, dict[str, Any]]) -> Row:
    document = corpus[question["doc"]]
    text = document["text"]
    places = [(text.find(piece), len(piece)) for piece in question["evidence"]]
    if any(start < 0 for start, _ in places):
        raise ValueError(f"{name}: the evidence of question {question['id']} is not in its document {question['doc']}")
    return Row(
        source=name,
        question=question["question"],
        text=text,
        spans=tuple((start, start + length) for start, length in places),
        is_short=False,
        title=document["title"],
        group=f"{name}:{question['doc']}",
    )
