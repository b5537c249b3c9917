"""From what was found to the probability that it answers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from importlib.resources import as_file, files
from pathlib import Path

from copro_qa.errors import ModelUnavailable

__all__ = ["Calibration", "Signals"]

_ALL, _MOST = 0.999, 0.5
"""Shares of a question's words that are in no document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What is known of the best candidate when it has to be decided whether it answers. Every figure lies between 0 and 1."""

    sentence: float
    """The reader's figure for the best sentence."""
    passage: float
    """The reader's figure for its passage."""
    margin: float
    """How far the best sentence is ahead of the best one that says something else."""
    similarity: float
    """Highest cosine between question and chunk."""
    coverage: float
    """Weighted share of the question's words in the best passage and its headings."""
    sentence_coverage: float
    """Weighted share of the question's words in the best sentence and its headings."""
    unknown: float
    """Weighted share of the question's words that no document has."""
    kind_missing: float
    """1 when the question asks for a date, an amount, a number, a person or an address and the best quote has none, or asks what something
    is of which the best quote does not speak; else 0."""
    opposite: float
    """1 when the best quote has the opposite of a word asked for, or names another post than the one whose holder is asked for, else 0."""
    sentence_odds: float
    """``sentence`` as log-odds, from -7 as 0 to 7 as 1: tells figures near 0 or 1 apart."""
    passage_odds: float
    """``passage`` likewise."""
    best_passage_odds: float
    """The reader's highest figure for any passage, likewise."""
    alone: float
    """The reader's figure for the best quote, read by itself below its headings, as log-odds from -7 as 0 to 7 as 1."""
    distant: float
    """How far ``similarity`` lies below .5, as a share of that: above, it tells nothing more."""
    weak: float
    """1 when ``sentence`` is so low that hardly any sentence with such a figure answers, else 0."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression over Signals (Platt, 1999), and the line above which an answer is shown."""

    intercept: float
    weights: Mapping[str, float]
    line: float
    sentence_line: float
    """The figure from which the reader judges a single sentence to answer, where it is used alone."""
    topic_line: float = 0.0
    """The similarity below which a question that is not answered is off topic; 0 where none was fitted."""

    def __post_init__(self) -> None:
        unknown = set(self.weights) - {field.name for field in fields(Signals)}
        if unknown or not 0.0 <= self.line <= 1.0:
            raise ValueError(f"not a calibration: unknown signals {sorted(unknown)}, line {self.line}")

    @classmethod
    def for_similarity(cls) -> Calibration:
        """What was fitted for the reader by similarity; docs/quality.md says on which data."""
        with as_file(files("copro_qa.answering").joinpath("confidence.json")) as file:
            return cls.read(file)

    @classmethod
    def not_fitted(cls) -> Calibration:
        """For a reader without a ``confidence.json``: its own figure for the passage. ``training.confidence`` fits a better one."""
        return cls(-4.0, {"passage": 8.0}, 0.5, 0.5)

    @classmethod
    def read(cls, file: Path) -> Calibration:
        """Reads what ``training.confidence`` wrote. Raises ModelUnavailable when it is not there or is not that."""
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            return cls(
                record["intercept"], record["weights"], record["line"], record["sentence_line"], float(record.get("topic_line", 0.0))
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelUnavailable(
                f"{file} is missing or cannot be used. It turns a reader's figures into a probability; training.confidence writes it."
            ) from error

    def is_off_topic(self, signals: Signals) -> bool:
        """Whether a question seems to be about something that the documents do not deal with."""
        if self.topic_line:
            return signals.similarity < self.topic_line or signals.unknown >= _ALL
        return signals.unknown > _MOST

    def probability(self, signals: Signals) -> float:
        """The probability that the best candidate answers."""
        values = asdict(signals)
        total = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))
