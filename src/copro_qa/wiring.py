"""The one place that picks concrete classes."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from copro_qa.errors import IndexMismatch, ModelUnavailable
from copro_qa.models.embedder import Embedder
from copro_qa.models.exports import NOT_EXPORTED, export_folder
from copro_qa.models.factory import BY_SENTENCE_TRANSFORMERS, EmbedderFactory
from copro_qa.models.opened_embedder import kept_export, made_for_now
from copro_qa.models.reader import Reader
from copro_qa.models.reader_kinds import PACKAGED_READER, ReaderKind, kind_of_reader
from copro_qa.models.remembering_embedder import RememberingEmbedder
from copro_qa.models.sentence_transformer import PACKAGED_MODEL, SentenceTransformerEmbedder, model_fingerprint
from copro_qa.settings import Settings
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import cache_folder, open_current

if TYPE_CHECKING:
    from copro_qa.answering.assistant import Assistant
    from copro_qa.answering.calibration import Calibration

__all__ = [
    "check_embedder",
    "embedder_factory",
    "open_assistant",
    "open_question_embedder",
    "open_reader",
    "open_with_models",
    "wire_assistant",
    "wire_assistants",
]

log = logging.getLogger(__name__)

_PACKAGED, _SIMILARITY = "packaged", "similarity"
"""Values of the setting ``reader`` beside a folder or a name."""

_MADE_BY = "It is made by: copro-qa index"

_EMBEDDER = "embedder"
"""Key in a generation's recipe under which the build puts the fingerprint of its embedding model."""


@dataclass(frozen=True)
class _SentenceTransformerFactory:
    model: str
    threads: int
    way: str = BY_SENTENCE_TRANSFORMERS

    @cached_property
    def fingerprint(self) -> str:
        return model_fingerprint(self.model)

    def load(self) -> Embedder:
        """One that somebody still uses is shared; nothing keeps it in memory beyond that."""
        embedder = self._in_use.get(self.model)
        if embedder is None:
            embedder = self._in_use[self.model] = SentenceTransformerEmbedder(self.model, threads=self.threads)
        return embedder

    @cached_property
    def _in_use(self) -> WeakValueDictionary[str, SentenceTransformerEmbedder]:
        return WeakValueDictionary()


def embedder_factory(model: str | None = None, *, threads: int = 0) -> EmbedderFactory:
    """The embedding model of this name or folder; None takes the packaged default. ``threads`` 0 takes one per core."""
    return _SentenceTransformerFactory(model or PACKAGED_MODEL, threads or os.cpu_count() or 1)


def open_assistant(settings: Settings) -> Assistant:
    """Opens the current generation and loads the models. Raises IndexMissing, IndexDamaged, IndexMismatch or ModelUnavailable."""
    generation, embedder, reader = open_with_models(settings, embedder_factory(settings.model, threads=settings.threads))
    return wire_assistant(settings, generation, embedder, reader)


def open_with_models(settings: Settings, factory: EmbedderFactory) -> tuple[Generation, Embedder, Reader | None]:
    """The current generation, the model for questions and the reader; None for a reader that is made for each generation.

    While the files of the index are compared with their checksums, models that are quick to load are loaded in a thread of their own: on
    two cores that takes as long as the longer of the two. Raises IndexMissing, IndexDamaged, IndexMismatch or ModelUnavailable.
    """
    beside = ThreadPoolExecutor(1, "models")
    try:
        models = beside.submit(_quick_models, settings, factory)
        generation = open_current(settings.index)
        check_embedder(generation, factory)
        reader, embedder = models.result()
        return generation, embedder or open_question_embedder(settings, factory), reader
    finally:
        beside.shutdown(wait=False)


def wire_assistants(settings: Settings, generations: Sequence[Generation]) -> list[Assistant]:
    """An assistant over each of these generations, with one embedding model between them. Raises IndexMismatch or ModelUnavailable."""
    factory = embedder_factory(settings.model, threads=settings.threads)
    for generation in generations:
        check_embedder(generation, factory)
    embedder = open_question_embedder(settings, factory)
    return [wire_assistant(settings, generation, embedder) for generation in generations]


def open_question_embedder(settings: Settings, factory: EmbedderFactory) -> Embedder:
    """The configured model for questions: as the indexer exported it, which is quick to open; else exported for now.

    One that cannot be exported is loaded whole. Raises ModelUnavailable.
    """
    cache = cache_folder(settings.index)
    if (export_folder(cache, factory.fingerprint) / NOT_EXPORTED).is_file():
        log.info("The embedding model %s has no quick form, so it takes some seconds to load.", factory.fingerprint)
        return factory.load()
    try:
        kept = kept_export(cache, factory.fingerprint, threads=settings.threads)
    except ModelUnavailable as error:
        log.warning("%s Until then the whole model is loaded, which takes some seconds.", error)
    else:
        if kept is not None:
            return kept
        log.warning("There is no quick form of the embedding model in %s yet, so it takes some seconds to load. %s", cache, _MADE_BY)
    whole = factory.load()
    try:
        # The passages were embedded by an export, from which the model's own vectors may differ in the last bits.
        return made_for_now(whole, threads=settings.threads) or whole
    except (OSError, MemoryError, ModelUnavailable) as error:
        log.warning("The embedding model %s could not be given its quick form (%s), so it is used as it is.", factory.fingerprint, error)
        return whole


def check_embedder(generation: Generation, factory: EmbedderFactory) -> None:
    """Raises IndexMismatch when the generation's vectors were made by another embedding model."""
    built_with = generation.manifest.recipe.get(_EMBEDDER)
    if built_with != factory.fingerprint:
        raise IndexMismatch(
            f"The index in {generation.folder} was built with the embedding model {built_with}, but {factory.fingerprint} is configured. "
            "Build the index again with: copro-qa index. Or set COPRO_QA_MODEL to the model that it was built with."
        )


def wire_assistant(settings: Settings, generation: Generation, embedder: Embedder, reader: Reader | None = None) -> Assistant:
    """An assistant over an open generation, with an embedding model that is loaded already. Raises ModelUnavailable.

    A trained reader that is not given is loaded.
    """
    # Imported where they are used, here and below: to build an index, for which a third of a second counts, none of them is needed.
    from copro_qa.answering.assistant import Assistant
    from copro_qa.answering.ranking import SentenceRanking, Weigher
    from copro_qa.answering.similarity_reader import SimilarityReader
    from copro_qa.answering.term_weights import TermWeights
    from copro_qa.retrieval.search import Retriever

    remembering = embedder if isinstance(embedder, RememberingEmbedder) else RememberingEmbedder(embedder)
    questions = remembering.forgetful
    weights = TermWeights.of(generation.lexical)
    if _by_similarity(settings):
        reader = SimilarityReader(remembering, weights, questions=questions)
    ranking = None if _by_similarity(settings) else SentenceRanking.of(_reader_folder(settings))
    weigher = None if ranking is None else Weigher(ranking, remembering, weights, questions=questions)
    calibration = _calibration(settings)
    if settings.confidence is not None:
        calibration = replace(calibration, line=settings.confidence)
    return Assistant(generation, Retriever(generation, questions), reader or _trained_reader(settings), calibration, weigher)


def open_reader(settings: Settings) -> tuple[Reader, float]:
    """The reader alone, for passages without an index, and the figure from which it judges that something answers.

    Raises ModelUnavailable.
    """
    line = _calibration(settings).sentence_line
    if not _by_similarity(settings):
        return _trained_reader(settings), line
    from copro_qa.answering.similarity_reader import SimilarityReader
    from copro_qa.answering.term_weights import TermWeights

    embedder = open_question_embedder(settings, embedder_factory(settings.model, threads=settings.threads))
    return SimilarityReader(embedder, TermWeights.equal()), line


def _quick_models(settings: Settings, factory: EmbedderFactory) -> tuple[Reader | None, Embedder | None]:
    """The trained reader, and the model for questions where it was exported; None for what there is not."""
    reader = None if _by_similarity(settings) else _trained_reader(settings)
    with suppress(ModelUnavailable):  # said when the whole model is loaded instead
        return reader, kept_export(cache_folder(settings.index), factory.fingerprint, threads=settings.threads)
    return reader, None


def _by_similarity(settings: Settings) -> bool:
    return settings.reader == _SIMILARITY


def _reader_folder(settings: Settings) -> Path:
    """Where the reader's files are; a folder that is not there when the setting is a name that a model hub knows."""
    return PACKAGED_READER if settings.reader == _PACKAGED else Path(settings.reader)


def _trained_reader(settings: Settings) -> Reader:
    # Each is imported where it is used: most runs need but one, and some take seconds to import.
    model = str(_reader_folder(settings))
    kind = kind_of_reader(model)
    if kind is ReaderKind.TOKEN_CLASSIFIER:
        from copro_qa.models.token_classifier import TokenClassifierReader

        return TokenClassifierReader(model, threads=settings.threads)
    if kind is ReaderKind.CROSS_ENCODER:
        from copro_qa.models.cross_encoder import CrossEncoderReader

        return CrossEncoderReader(model, threads=settings.threads)
    from copro_qa.models.onnx_reader import OnnxReader

    return OnnxReader(Path(model), threads=settings.threads)


def _calibration(settings: Settings) -> Calibration:
    """What turns the reader's figures into a probability: a trained reader brings it along in its folder."""
    from copro_qa.answering.calibration import Calibration

    if _by_similarity(settings):
        return Calibration.for_similarity()
    file = _reader_folder(settings) / "confidence.json"
    return Calibration.read(file) if file.is_file() else Calibration.not_fitted()
