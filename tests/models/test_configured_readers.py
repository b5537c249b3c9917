"""Readers from Hugging Face as an operator configures them: by folder or by name, through the settings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from copro_qa import wiring
from copro_qa.errors import ModelUnavailable
from copro_qa.models import token_classifier
from copro_qa.models.cross_encoder import CrossEncoderReader
from copro_qa.models.not_loaded import why
from copro_qa.models.reader import Reader
from copro_qa.models.token_classifier import TokenClassifierReader
from copro_qa.settings import Settings
from tests.fakes import HashingEmbedder, generation
from tests.models.test_reader_input import passage_of
from tests.models.tiny_hugging_face import make_tiny_model, make_tiny_modern_bert

QUESTION = "how often must the council review the plan?"
PASSAGE = passage_of("the council must review the plan every year .", "it is a report .")
KINDS = {"modern": TokenClassifierReader, "cross": CrossEncoderReader}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("models")
    return {
        "modern": make_tiny_modern_bert(folder / "modern", labels={0: "O", 1: "EVIDENCE"}),
        "cross": make_tiny_model(folder / "cross", kind="sequence", labels={0: "LABEL_0"}),
    }


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what comes from a model hub is kept, with nothing in it; and the hub itself is out of reach."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    return tmp_path / "hub"


def kept(hub: Path, name: str, folder: Path) -> str:
    """The name under which the model of ``folder`` lies in the hub's cache, as if it had been downloaded."""
    repository, revision = hub / f"models--{name.replace('/', '--')}", "0f" * 20
    shutil.copytree(folder, repository / "snapshots" / revision)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(revision, encoding="utf-8")
    return name


def configured(reader: str) -> Reader:
    return wiring.open_reader(Settings.from_environment({"COPRO_QA_READER": reader}))[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_in_the_settings_is_opened_and_reads(folders: dict[str, Path], kind: str) -> None:
    reader = configured(str(folders[kind]))
    assert isinstance(reader, KINDS[kind])
    (reading,) = reader.read(QUESTION, [PASSAGE])
    assert all(0 < figure < 1 for figure in (reading.answers, *reading.sentences))
    assert reading.sentences[0] != pytest.approx(reading.sentences[1], abs=1e-4)
    (other,) = reader.read("what is a carer?", [PASSAGE])
    assert other.sentences != pytest.approx(reading.sentences, abs=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_an_assistant_answers_with_the_configured_reader(folders: dict[str, Path], tmp_path: Path, kind: str) -> None:
    settings = Settings.from_environment({"COPRO_QA_READER": str(folders[kind]), "COPRO_QA_CONFIDENCE": "0"})
    opened = generation(tmp_path, {"plan.md": "# Plan\nThe council must review the plan every year. A carer is not the council."})
    answer = wiring.wire_assistant(settings, opened, HashingEmbedder()).ask(QUESTION)
    assert answer.answered
    assert all(quote.text in opened.document_at(0).text for quote in answer.quotes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_looked_up_where_models_of_the_hub_are_kept(
    folders: dict[str, Path], hub: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    architectures_of = token_classifier.architectures_of

    def noted(model: str) -> list[str]:
        asked.append(model)
        return architectures_of(model)

    monkeypatch.setattr(token_classifier, "architectures_of", noted)
    reader = configured(kept(hub, "acme/reader", folders[kind]))
    assert asked == ["acme/reader"]
    assert isinstance(reader, KINDS[kind])
    assert reader.read(QUESTION, [PASSAGE]) == configured(str(folders[kind])).read(QUESTION, [PASSAGE])


@pytest.mark.parametrize("name", ["acme/no-such-reader", "no such reader", "/no/such/folder"])
def test_a_name_that_is_not_there_is_refused_with_what_to_do(hub: Path, name: str) -> None:
    with pytest.raises(ModelUnavailable) as raised:
        configured(name)
    message = str(raised.value)
    assert message.startswith(f"COPRO_QA_READER names {name!r}, which is no folder here, and no model of that name could be had")
    assert "give the folder of a model that was downloaded; or leave COPRO_QA_READER out" in message
    assert "\n" not in message
    assert not list(hub.glob("*/snapshots"))


def test_a_named_model_for_something_else_is_refused(folders: dict[str, Path], hub: Path, tmp_path: Path) -> None:
    other = _changed(folders["cross"], tmp_path / "other", {"architectures": ["BertForMaskedLM"]})
    with pytest.raises(ModelUnavailable, match=r"'acme/masked', which is no reader that copro-qa knows"):
        configured(kept(hub, "acme/masked", other))


@pytest.mark.parametrize("by_name", [True, False])
def test_a_model_that_needs_code_of_its_own_is_refused_and_none_of_it_is_run(
    folders: dict[str, Path],
    hub: Path,
    tmp_path: Path,
    by_name: bool,  # noqa: FBT001
) -> None:
    code = {"AutoConfig": "own.Config", "AutoModelForTokenClassification": "own.OwnForTokenClassification"}
    own = _changed(
        folders["modern"],
        tmp_path / "own",
        {"model_type": "own", "architectures": ["OwnForTokenClassification"], "auto_map": code},
    )
    (own / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="needs program code of its own, which copro-qa does not run"):
        configured(kept(hub, "acme/own", own) if by_name else str(own))
    assert not (tmp_path / "ran").exists()


def test_an_extractor_without_all_its_weights_is_refused_rather_than_given_random_ones(folders: dict[str, Path], tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    headless = _changed(folders["modern"], tmp_path / "headless", {})
    weights = load_file(headless / "model.safetensors")
    kept_weights = {name: weight for name, weight in weights.items() if not name.startswith("classifier")}
    save_file(kept_weights, headless / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelUnavailable, match=r"has no weights for classifier\.bias, classifier\.weight"):
        configured(str(headless))


@pytest.mark.parametrize("config", ["", "[]", "{"])
def test_a_folder_whose_configuration_is_damaged_is_refused(tmp_path: Path, config: str) -> None:
    (tmp_path / "config.json").write_text(config, encoding="utf-8")
    with pytest.raises(ModelUnavailable, match=r"whose config\.json cannot be read"):
        configured(str(tmp_path))


@pytest.mark.parametrize(
    "said, shown", [("No such file\nat all", "No such file."), ("", "OSError."), ("Gone.", "Gone."), ("Missing: ", "Missing.")]
)
def test_of_what_a_library_says_the_first_line_is_shown(said: str, shown: str) -> None:
    assert why(OSError(said)) == shown


def _changed(model: Path, folder: Path, configuration: dict[str, object]) -> Path:
    shutil.copytree(model, folder)
    file = folder / "config.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | configuration), encoding="utf-8")
    return folder
