"""The forms of a reader beside each other."""

from __future__ import annotations

from pathlib import Path

from copro_qa.models.reader import Passage
from tests.models.tiny_reader import tiny_model, write_tokenizer
from training.export import export
from training.forms import costs, table
from training.reader_graph import FORMS

ASKED = [
    ("who must report?", Passage("the carer must report . the council is not .", ((0, 24), (25, 44)))),
    ("how often?", Passage("it is a plan .", ((0, 14),))),
]


def test_the_forms_are_measured_on_the_same_sentences_and_only_rounding_parts_them(tmp_path: Path) -> None:
    model, words = tiny_model(), write_tokenizer(tmp_path / "words.json")
    for form in FORMS:
        export(model, words, tmp_path / form, form=form)
    found = costs({form: tmp_path / form for form in FORMS}, ASKED)
    assert {form: (len(cost.seconds), len(cost.logits)) for form, cost in found.items()} == dict.fromkeys(FORMS, (2, 3))
    assert found["fp16"].size < found["fp32"].size
    assert found["int8"].logits != found["fp32"].logits
    head, _, *rows = table(found).splitlines()
    assert [row.split(" | ")[0].strip("| ") for row in rows] == list(FORMS)
    assert {line.count("|") for line in (head, *rows)} == {6}
    exact, *rounded = [row.split(" | ")[-1] for row in rows]
    assert exact == "– |"
    assert all(0 <= float(cell.split(" · ")[0]) < 1 for cell in rounded)


def test_a_form_that_says_something_else_is_told_by_how_far(tmp_path: Path) -> None:
    model, words = tiny_model(), write_tokenizer(tmp_path / "words.json")
    for form in FORMS:
        export(model, words, tmp_path / form, form=form)
    found = costs({form: tmp_path / form for form in FORMS}, ASKED)
    found["fp16"].logits = [logit + 2 for logit in found["fp32"].logits]
    (row,) = [row for row in table(found).splitlines() if row.startswith("| fp16")]
    assert row.endswith("| 2.000 · 2.00 |")
