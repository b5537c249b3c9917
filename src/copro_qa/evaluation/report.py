"""A run for people, as plain text for a terminal, and two runs side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copro_qa.evaluation.advice import advice
from copro_qa.evaluation.comparison import Difference
from copro_qa.evaluation.measure import Measure
from copro_qa.evaluation.measures import measures_by_kind, measures_of
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.plot import risk_coverage_plot
from copro_qa.evaluation.record import payload, read_evaluation
from copro_qa.evaluation.thresholds import LineOutcome, at_line, lines

__all__ = ["figure", "payload", "read_evaluation", "render", "render_comparison", "risk_coverage_plot"]

_PROBLEMS_SHOWN = 20
_SIGNIFICANT = 0.05
_SMALLEST_P_SHOWN = 0.001


def render(evaluation: Evaluation) -> str:
    """The measures by what they are about, by kind of question, what each line would give, and what to change."""
    outcomes = evaluation.outcomes
    if not outcomes:
        return "\n".join(["No question could be asked.", *_problems(evaluation)])
    answerable = sum(outcome.answerable for outcome in outcomes)
    asked = f"{len(outcomes)} questions ({answerable} answerable, {len(outcomes) - answerable} not)"
    searched = f"{evaluation.documents} documents, {evaluation.chunks} chunks, {evaluation.seconds:.0f} s"
    parts = [f"{asked}, {searched}", *_grouped(measures_of(outcomes))]
    for kind, measures in measures_by_kind(outcomes).items():
        parts += ["", f"Questions of kind {kind}", *_rows(measures)]
    parts += ["", "What each line would give", *_line_table(evaluation)]
    parts += ["", "What to change", *(f"  {sentence}" for sentence in advice(evaluation)), *_problems(evaluation)]
    return "\n".join(parts)


def figure(measure: Measure) -> str:
    """One figure with its count and interval: ``.53 (9 of 17; .29–.76)``; a count of words without a decimal point."""
    show = _shown(measure.name)
    count = f"{measure.count} of {measure.of}" if measure.count is not None else f"n {measure.of}"
    interval = f"; {show(measure.interval.low)}–{show(measure.interval.high)}" if measure.interval else ""
    return f"{show(measure.value)} ({count}{interval})"


def render_comparison(differences: Sequence[Difference]) -> str:
    """Two runs side by side, as a Markdown table. A p-value below .05 is set in bold. No question has a measure of a whole run: a dash."""
    rows = ["| measure | before | after | better | worse | of | p |", "|---|---|---|---|---|---|---|"]
    for found in differences:
        p = _decimal(found.p_value, places=3) if found.p_value >= _SMALLEST_P_SHOWN else f"<{_decimal(_SMALLEST_P_SHOWN, places=3)}"
        shown = f"**{p}**" if found.p_value < _SIGNIFICANT else p
        show = _shown(found.name)
        counts = " | ".join("–" if count is None else str(count) for count in (found.better, found.worse))
        rows.append(f"| {found.label} | {show(found.before)} | {show(found.after)} | {counts} | {found.of} | {shown} |")
    return "\n".join(rows) + "\n"


def _grouped(measures: Sequence[Measure]) -> list[str]:
    parts: list[str] = []
    for group in dict.fromkeys(measure.group for measure in measures):
        parts += ["", group.value.capitalize(), *_rows([measure for measure in measures if measure.group is group])]
    return parts


def _rows(measures: Sequence[Measure]) -> list[str]:
    return [f"  {measure.label:<46}{figure(measure)}" for measure in measures]


def _line_table(evaluation: Evaluation) -> list[str]:
    head = f"  {'line':>6}{'answered':>10}{'right':>8}{'wrong':>8}{'refused rightly':>17}{'refused wrongly':>17}"
    return [
        head,
        *(_line_row(found) for found in lines(evaluation.outcomes, steps=10)),
        _line_row(at_line(evaluation.outcomes, evaluation.line)) + "  now",
    ]


def _line_row(found: LineOutcome) -> str:
    return f"  {found.line:>6.2f}{found.answered:>10}{found.right:>8}{found.wrong:>8}{found.refused_rightly:>17}{found.refused_wrongly:>17}"


def _problems(evaluation: Evaluation) -> list[str]:
    problems = evaluation.problems
    if not problems:
        return []
    shown = [f"  {problem}" for problem in problems[:_PROBLEMS_SHOWN]]
    rest = len(problems) - len(shown)
    return ["", "Problems with the questions", *shown, *([f"  and {rest} more; all of them are in the output of --json"] if rest else [])]


def _shown(measure: str) -> Callable[[float], str]:
    """How the figures of the measure of this name are written."""
    return _whole if measure == "words_shown" else _decimal


def _decimal(value: float, *, places: int = 2) -> str:
    """As the field writes shares: ``.53``, ``1.00``."""
    return f"{value:.{places}f}".removeprefix("0") if value < 1 else f"{value:.{places}f}"


def _whole(value: float) -> str:
    return f"{value:.0f}"
