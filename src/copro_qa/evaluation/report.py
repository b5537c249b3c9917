"""A run for people, as plain text for a terminal, and two runs side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copro_qa.evaluation.advice import COST_OF_WRONG, advice
from copro_qa.evaluation.comparison import Difference
from copro_qa.evaluation.measure import Measure
from copro_qa.evaluation.measures import measures_by_kind, measures_of
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.plot import risk_coverage_plot
from copro_qa.evaluation.record import payload, read_evaluation
from copro_qa.evaluation.thresholds import LineOutcome, at_line, best_line, line_can_be_judged, lines

__all__ = ["figure", "payload", "read_evaluation", "render", "render_comparison", "risk_coverage_plot"]

_PROBLEMS_SHOWN = 20
_SIGNIFICANT = 0.05
_SMALLEST_P_SHOWN = 0.001


def render(evaluation: Evaluation, *, cost_of_wrong: float = COST_OF_WRONG) -> str:
    """The measures by what they are about, by kind of question, what each line would give, and what to change.

    ``cost_of_wrong`` is what a wrong answer costs, a missed one costing 1.
    """
    outcomes = evaluation.outcomes
    if not outcomes:
        return "\n".join(["No question could be asked.", *_problems(evaluation)])
    answerable = sum(outcome.answerable for outcome in outcomes)
    asked = f"{len(outcomes)} questions ({answerable} answerable, {len(outcomes) - answerable} not)"
    searched = f"{evaluation.documents} documents, {evaluation.chunks} chunks, {evaluation.seconds:.0f} s"
    parts = [f"{asked}, {searched}", *_grouped(measures_of(outcomes))]
    for kind, measures in measures_by_kind(outcomes).items():
        parts += ["", f"Questions of kind {kind}", *_rows(measures)]
    parts += ["", f"What each line would give, a wrong answer costing {cost_of_wrong:g} and a missed one 1"]
    parts += _line_table(evaluation, cost_of_wrong)
    said = advice(evaluation, cost_of_wrong=cost_of_wrong)
    parts += ["", "What to change", *(f"  {sentence}" for sentence in said), *_problems(evaluation)]
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


def _line_table(evaluation: Evaluation, cost_of_wrong: float) -> list[str]:
    head = f"  {'line':>6}{'answered':>10}{'right':>8}{'wrong':>8}{'refused rightly':>17}{'refused wrongly':>17}{'missed':>8}{'cost':>9}"
    outcomes = evaluation.outcomes
    rows = [head, *(_line_row(found, cost_of_wrong) for found in lines(outcomes, steps=10))]
    now = at_line(outcomes, evaluation.line)
    if not line_can_be_judged(outcomes):
        return [*rows, f"{_line_row(now, cost_of_wrong)}  now"]
    best = best_line(outcomes, cost_of_wrong=cost_of_wrong)
    if best.cost(cost_of_wrong) >= now.cost(cost_of_wrong):
        return [*rows, f"{_line_row(now, cost_of_wrong)}  now, and as cheap as any"]
    return [*rows, f"{_line_row(now, cost_of_wrong)}  now", f"{_line_row(best, cost_of_wrong)}  cheapest"]


def _line_row(found: LineOutcome, cost_of_wrong: float) -> str:
    counts = f"{found.line:>6.2f}{found.answered:>10}{found.right:>8}{found.wrong:>8}{found.refused_rightly:>17}{found.refused_wrongly:>17}"
    return f"  {counts}{found.missed:>8}{found.cost(cost_of_wrong):>9g}"


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
