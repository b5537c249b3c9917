from __future__ import annotations

from copro_qa.errors import DocumentUnreadable
from ingest.plan import plan
from tests.fakes import HashingEmbedderFactory
from tests.ingest.workplace import Workplace, counts


def test_a_plan_says_what_would_change_and_writes_nothing(workplace: Workplace) -> None:
    first = plan(workplace.corpus, workplace.index, workplace.embedder)
    assert (counts(first), first.generation, first.documents) == ({"added": 2}, None, 0)
    assert not workplace.index.exists()

    workplace.build()
    workplace.write("christie.md", "Changed.")
    workplace.write("new.md", "New.")
    (workplace.corpus / "acts" / "empowerment.txt").unlink()
    before = sorted(workplace.index.rglob("*"))
    second = plan(workplace.corpus, workplace.index, HashingEmbedderFactory("another"))
    assert second.changes.added == ("new.md",)
    assert second.changes.changed == ("christie.md",)
    assert second.changes.removed == ("acts/empowerment.txt",)
    assert "The embedding model has changed" in second.warnings[0]
    assert sorted(workplace.index.rglob("*")) == before


def test_a_plan_finds_a_changed_entry_and_knows_what_is_hopeless(workplace: Workplace) -> None:
    workplace.write("bad.md", "x")
    workplace.parser.refused["bad.md"] = DocumentUnreadable("It is damaged.")
    workplace.build()
    workplace.write("sources.toml", '[[documents]]\npath = "christie.md"\ntitle = "Christie"')
    found = plan(workplace.corpus, workplace.index, workplace.embedder)
    assert counts(found) == {"changed": 1, "kept": 1}
    assert found.failed == (("bad.md", "It is damaged."),)
