"""Where the sets' data lie, and the index that is built for each."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.sets import SETS, STARTER, EvaluationSet
from copro_qa.errors import CorpusUnusable, InvalidInput
from copro_qa.settings import Settings
from copro_qa.wiring import embedder_factory
from ingest.chunker import ChunkSizes
from ingest.recipe import recipe_of

__all__ = ["CACHE", "DATA_VARIABLE", "SetFolder", "build_index", "find_sets"]

DATA_VARIABLE = "COPRO_QA_EVALDATA"
CHECKOUT = Path(__file__).resolve().parents[2]
CACHE = CHECKOUT / "benchmarks" / ".cache"
_OWN_CODE = os.pathsep.join((str(CHECKOUT / "src"), str(CHECKOUT)))
STARTER_QUESTIONS = Path(__file__).with_name("starter_questions.jsonl")


@dataclass(frozen=True, slots=True)
class SetFolder:
    """A set with the folder of its questions and its corpus, which is a folder or a ``corpus.jsonl``."""

    evaluation_set: EvaluationSet
    questions: Path
    corpus: Path

    @property
    def name(self) -> str:
        """The set's name."""
        return self.evaluation_set.name


def find_sets(data: Path | None, names: list[str] | None) -> list[SetFolder]:
    """The sets that are there, or those of ``names``. Raises InvalidInput when one of ``names`` is not there, or none is."""
    found = {set_folder.name: set_folder for set_folder in _candidates(data)}
    missing = [name for name in names or [] if name not in found]
    if missing or not found:
        what = f"The sets {', '.join(missing)} are not there" if missing else "There is no set to measure on"
        raise InvalidInput(f"{what}. Set {DATA_VARIABLE} to the folder that holds the data. Found: {', '.join(found) or 'nothing'}.")
    return [found[name] for name in names or found]


def _candidates(data: Path | None) -> list[SetFolder]:
    found = []
    if STARTER_QUESTIONS.is_file():
        found.append(SetFolder(STARTER, STARTER_QUESTIONS, CHECKOUT / "corpus"))
    if data is None:
        return found
    # The seeds lie beside the other sets, or among them.
    for seeds in (data / "seeds", data.parent / "seeds"):
        if (seeds / "questions.jsonl").is_file():
            found.append(SetFolder(EvaluationSet("seeds", "."), seeds / "questions.jsonl", seeds))
            break
    for evaluation_set in SETS:
        folder = data / evaluation_set.name
        if (folder / "questions.jsonl").is_file():
            found.append(SetFolder(evaluation_set, folder / "questions.jsonl", folder / evaluation_set.corpus))
    return found


def build_index(set_folder: SetFolder, cache: Path, *, fresh: bool = False) -> Path:
    """The set's index under ``cache``, in a folder named by recipe and corpus; built only if it is not there, or anew when ``fresh``.

    What was parsed and embedded is shared by all indexes of a set. Raises CorpusUnusable when the index cannot be built.
    """
    home = cache / set_folder.name
    index = home / _key(set_folder.corpus)
    if fresh:
        shutil.rmtree(index, ignore_errors=True)
    elif (index / "CURRENT").is_file():
        return index
    shared = home / "cache"
    shared.mkdir(parents=True, exist_ok=True)
    index.mkdir(exist_ok=True)
    if not (index / "cache").exists():
        (index / "cache").symlink_to(shared.resolve(), target_is_directory=True)
    command = [sys.executable, "-m", "ingest", "build", "--corpus", str(set_folder.corpus), "--index", str(index)]
    # What the build prints is news about the build, not the table that was asked for.
    finished = subprocess.run(command, check=False, stdout=sys.stderr, cwd=CHECKOUT, env=os.environ | {"PYTHONPATH": _OWN_CODE})
    if finished.returncode:
        raise CorpusUnusable(f"The index of the set {set_folder.name} could not be built. The messages above say why.")
    return index


def _key(corpus: Path) -> str:
    """Names the recipe of this checkout, with the embedding model that is configured, and every file of the corpus."""
    recipe = recipe_of(embedder_factory(Settings.from_environment().model).fingerprint, ChunkSizes())
    digest = hashlib.sha256(json.dumps(recipe, sort_keys=True).encode())
    for file in [corpus] if corpus.is_file() else sorted(path for path in corpus.rglob("*") if path.is_file()):
        digest.update(file.relative_to(corpus.parent).as_posix().encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
