"""``copro-qa generations``: which the index holds, going back to one, and what is different between two."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copro_qa.commands.batch import run_batch
from copro_qa.commands.drift_wording import described
from copro_qa.commands.given import IndexOption, JsonOption, print_json
from copro_qa.errors import InvalidInput
from copro_qa.settings import Settings

if TYPE_CHECKING:  # their modules import numpy and FAISS, which --help does not need
    from copro_qa.store.generation import Generation
    from copro_qa.store.history import Kept

__all__ = ["app"]

app = typer.Typer(add_completion=False, no_args_is_help=True, help="See, compare and go back to earlier states of the index.")


@app.command("list")
def list_generations(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the generations, the newest first. Every file is compared with its checksum."""
    from copro_qa.store.history import kept_generations

    folder = _folder(index)
    kept = kept_generations(folder)
    if as_json:
        print_json({"generations": [_kept_payload(each) for each in kept]})
        return
    if not kept:
        print(f"There is no index in {folder} yet. Build one with: copro-qa index --index {folder}")
    for each in kept:
        print(_kept_line(each))
    if kept and not any(each.current for each in kept):
        print("It is not known which generation is in use. Questions are answered from the newest sound one. Mend it with: copro-qa index")
    if any(each.current and each.damage for each in kept):
        print("The generation in use is damaged. Questions are answered from the newest sound one. Mend it with: copro-qa index")


@app.command()
def rollback(
    generation: Annotated[str, typer.Argument(help="The generation's id, or the first characters of it.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Go back to an earlier generation. A service that runs takes it up by itself."""
    from copro_qa.store.history import roll_back

    manifest = roll_back(_folder(index), generation)
    if as_json:
        print_json({"generation": manifest.generation, "documents": manifest.documents, "chunks": manifest.chunks})
    else:
        print(f"Generation {manifest.generation} is in use again: {manifest.documents:,} documents, built {manifest.built}.")
        print("The next copro-qa index brings the index up to date with the documents again.")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="The earlier generation: its id, or the first characters of it.")],
    after: Annotated[str, typer.Argument(help="The later generation.")],
    answers: Annotated[
        Path | None,
        typer.Option(
            help="A file of saved answers, as ask --batch or ask --json printed them, or of quotes from them.", exists=True, dir_okay=False
        ),
    ] = None,
    questions: Annotated[
        Path | None, typer.Option(help="A file of questions, as ask --batch takes it.", exists=True, dir_okay=False)
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is different between two generations, with the old and the new text."""
    from copro_qa.provenance.drift import drift_payload
    from copro_qa.store.generation import Generation
    from copro_qa.store.history import named_generation

    folder = _folder(index)
    old, new = (Generation.open(named_generation(folder, name)) for name in (before, after))
    record: dict[str, Any] = drift_payload(old, new)
    if answers is not None:
        record["answers"] = _answers(answers, new)
    if questions is not None:
        record["questions"] = _questions(questions, folder, old, new)
    if as_json:
        print_json(record)
    else:
        print("\n".join(described(record)))


def _answers(file: Path, generation: Generation) -> list[dict[str, object]]:
    """What has become of each saved answer."""
    from copro_qa.provenance.library import GenerationLibrary
    from copro_qa.provenance.verify import check_payload, verify

    library = GenerationLibrary(generation)

    def check(record: dict[str, Any]) -> dict[str, object]:
        return {"question": record.get("question"), **check_payload(verify(record, library), generation.id)}

    return _each(file, check)


def _questions(file: Path, index: Path, before: Generation, after: Generation) -> list[dict[str, object]]:
    """What has become of the answer to each question."""
    from copro_qa.commands.batch import read_request
    from copro_qa.provenance.drift import AnswerDrift, answer_drift_payload
    from copro_qa.wiring import wire_assistants

    old, new = wire_assistants(replace(Settings.from_environment(), index=index), [before, after])

    def compare(record: dict[str, Any]) -> dict[str, object]:
        request = read_request(record)
        return answer_drift_payload(AnswerDrift(old.ask(**request), new.ask(**request)))

    return _each(file, compare)


def _each(file: Path, handle: Callable[[dict[str, Any]], dict[str, object]]) -> list[dict[str, object]]:
    """One result for each record of a file with one JSON object a line, a list of them, or one in all."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"The file {file} cannot be read: {error.strerror or error}.") from error
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict):
        whole = whole.get("answers") or [whole]
    lines = content.splitlines() if whole is None else [json.dumps(each).encode() for each in whole]
    return list(run_batch(lines, handle))


def _kept_payload(kept: Kept) -> dict[str, object]:
    manifest = kept.manifest
    return {
        "generation": kept.id,
        "current": kept.current,
        "built": manifest.built if manifest else None,
        "documents": manifest.documents if manifest else None,
        "chunks": manifest.chunks if manifest else None,
        "recipe": dict(manifest.recipe) if manifest else None,
        "vectors": dict(manifest.vectors) if manifest else None,
        "damage": kept.damage,
    }


def _kept_line(kept: Kept) -> str:
    manifest = kept.manifest
    holds = f"{manifest.documents:,} documents in {manifest.chunks:,} passages, built {manifest.built}" if manifest else "cannot be read"
    damage = f"\n    {kept.damage}" if kept.damage else ""
    return f"{'*' if kept.current else ' '} {kept.id}  {holds}{damage}"


def _folder(index: Path | None) -> Path:
    return index or Settings.from_environment().index
