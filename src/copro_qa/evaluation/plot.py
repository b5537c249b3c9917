"""The risk-coverage curve as an SVG image, drawn by hand so that no plotting library is needed."""

from __future__ import annotations

from html import escape

from copro_qa.evaluation.measure import judged
from copro_qa.evaluation.metrics import RiskPoint, risk_coverage
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.thresholds import LineOutcome, at_line

__all__ = ["risk_coverage_plot"]

_WIDTH, _HEIGHT = 640, 440
_LEFT, _TOP, _RIGHT, _BOTTOM = 70, 50, 20, 60
_INK, _FAINT, _CURVE, _MARK = "#1d1d1d", "#d0d0d0", "#0b5cad", "#b3261e"


def risk_coverage_plot(evaluation: Evaluation, *, title: str = "Risk against coverage") -> str:
    """An SVG image: the share of answers that are wrong (risk) against the share of questions answered (coverage).

    A point marks where the line stands now. An image without a curve says so when no question could be judged.
    """
    known = judged(evaluation.outcomes)
    parts = [_text(_LEFT, 28, title, size=17), *_axes()]
    if known:
        points = risk_coverage([outcome.confidence for outcome in known], [bool(outcome.best_right) for outcome in known])
        parts += [_curve(points), *_point(at_line(known, evaluation.line), len(known))]
    else:
        parts.append(_text(_LEFT + 20, _TOP + 40, "No question could be judged.", size=14))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _x(coverage: float) -> float:
    return round(_LEFT + coverage * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(risk: float) -> float:
    return round(_HEIGHT - _BOTTOM - risk * (_HEIGHT - _TOP - _BOTTOM), 1)


def _text(x: float, y: float, words: str, *, size: int = 13, anchor: str = "start", colour: str = _INK) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def _axes() -> list[str]:
    parts = []
    for fifth in range(6):
        share = fifth / 5
        parts += [
            f'<line x1="{_x(0)}" y1="{_y(share)}" x2="{_x(1)}" y2="{_y(share)}" stroke="{_FAINT}"/>',
            _text(_LEFT - 8, _y(share) + 4, f"{share:.0%}", anchor="end"),
            _text(_x(share), _HEIGHT - _BOTTOM + 18, f"{share:.0%}", anchor="middle"),
        ]
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    return [
        *parts,
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(0)}" stroke="{_INK}"/>',
        _text(_x(0.5), _HEIGHT - 18, "Coverage: share of the questions that are answered", anchor="middle"),
        f'<g transform="rotate(-90 18 {middle})">{_text(18, middle, "Risk: share of the answers that are wrong", anchor="middle")}</g>',
    ]


def _curve(points: list[RiskPoint]) -> str:
    places = " ".join(f"{_x(point.coverage)},{_y(point.risk)}" for point in points)
    return f'<polyline points="{places}" fill="none" stroke="{_CURVE}" stroke-width="2"/>'


def _point(now: LineOutcome, questions: int) -> list[str]:
    if not now.answered:
        return []
    x, y = _x(now.answered / questions), _y(now.wrong / now.answered)
    label = f"line {now.line:.2f}: {now.answered} answered, {now.wrong} wrong"
    anchor = "end" if x > _WIDTH / 2 else "start"
    return [f'<circle cx="{x}" cy="{y}" r="5" fill="{_MARK}"/>', _text(x, y - 12, label, anchor=anchor, colour=_MARK)]
