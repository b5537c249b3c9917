from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from copro_qa.errors import InvalidInput
from copro_qa.settings import Settings


def test_an_environment_that_sets_nothing_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({f"COPRO_QA_{field.name.upper()}": "" for field in fields(Settings)}) == Settings()


def test_every_field_is_read_from_the_variable_of_its_name() -> None:
    changed = {
        "corpus": ("papers", Path("papers")),
        "index": ("/srv/index", Path("/srv/index")),
        "state": ("/srv/state", Path("/srv/state")),
        "model": ("models/mine", "models/mine"),
        "reader": ("readers/mine", "readers/mine"),
        "host": ("0.0.0.0", "0.0.0.0"),
        "port": ("9000", 9000),
        "threads": ("2", 2),
        "indexing_threads": ("3", 3),
        "generations": ("5", 5),
        "confidence": ("0.75", 0.75),
        "questions_per_minute": ("0", 0),
        "editor_key": ("0123456789abcdef", "0123456789abcdef"),
        "upload_megabytes": ("7", 7),
        "allowed_hosts": ("QA.example.org, b ,", ("qa.example.org", "b")),
    }
    assert set(changed) == {field.name for field in fields(Settings)}
    settings = Settings.from_environment({f"COPRO_QA_{name.upper()}": text for name, (text, _) in changed.items()})
    for name, (_, value) in changed.items():
        assert getattr(settings, name) == value
        assert getattr(Settings(), name) != value


@pytest.mark.parametrize(
    "name, text",
    [
        ("PORT", "eighty"), ("PORT", "-1"), ("PORT", "65536"), ("PORT", "80.5"), ("PORT", "9" * 5_000), ("PORT", "²"),
        ("THREADS", "0"), ("THREADS", "257"), ("INDEXING_THREADS", "-1"), ("QUESTIONS_PER_MINUTE", "many"),
        ("CONFIDENCE", "1.1"), ("CONFIDENCE", "-0.1"), ("CONFIDENCE", "nan"), ("CONFIDENCE", "high"), ("CONFIDENCE", "inf"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused_with_what_can_be(name: str, text: str) -> None:
    with pytest.raises(InvalidInput, match=rf"COPRO_QA_{name} is set to .*(whole number|number) from .* to .*, or leave it out"):
        Settings.from_environment({f"COPRO_QA_{name}": text})


@pytest.mark.parametrize("text", ["short", "with a space in it", "clé-très-secrète-123456", "tab\tin-the-middle-of-it"])
def test_a_key_that_cannot_be_used_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InvalidInput, match="at least 16 letters") as raised:
        Settings.from_environment({"COPRO_QA_EDITOR_KEY": text})
    assert text not in str(raised.value)


def test_the_key_does_not_show_where_settings_are_printed() -> None:
    assert "0123456789abcdef" not in repr(Settings(editor_key="0123456789abcdef"))


@pytest.mark.parametrize("text, value", [("0", 0.0), ("1", 1.0), (".5", 0.5)])
def test_both_ends_of_a_share_can_be_set(text: str, value: float) -> None:
    assert Settings.from_environment({"COPRO_QA_CONFIDENCE": text}).confidence == value


def test_the_process_environment_is_read_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPRO_QA_PORT", "8123")
    assert Settings.from_environment().port == 8123


def test_settings_cannot_be_changed_once_made() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]
