"""The questions that are asked for their time alone."""

from __future__ import annotations

from pathlib import Path

from copro_qa.evaluation.questions import read_questions

__all__ = ["first_questions"]


def first_questions(file: Path, count: int | None = None) -> list[str]:
    """The first ``count`` of a questions file, or all. Raises InvalidInput."""
    return [question.question for question in read_questions(file).questions][:count]
