"""What the page's script is given with a streamed answer: quotes and the whole turn as the templates render them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from copro_qa.answer import Answer
from copro_qa.retrieval.filter import Filter
from copro_qa.service.pages.answer_view import TurnView, view_of
from copro_qa.service.pages.rendering import render_part
from copro_qa.service.streaming import Additions
from copro_qa.store.generation import Generation
from copro_qa.texts import texts

__all__ = ["page_additions"]


def page_additions(generation: Generation, only: Filter, earlier: Sequence[tuple[str, str]]) -> Additions:
    """Adds ``html`` and what a screen reader says; to a quote what was understood of the question, to ``done`` the window's title.

    ``earlier``: the questions before, each with what it was narrowed to, as the form has it.
    """

    @cache
    def viewed(answer: Answer) -> TurnView:
        fields = [field for question, narrowed in earlier for field in (("history", question), ("history_in", narrowed))]
        return view_of(answer, generation, only, fields)

    def additions(answer: Answer, quote: int | None) -> Mapping[str, object]:
        view = viewed(answer)
        if quote is not None:
            shown, say = view.quotes[quote], texts()
            announcement = say("stream.came", number=say("answer.number", number=shown.number), title=shown.place.title)
            html = render_part("quotation.html", "quotation", shown)
            return {"html": html, "above": render_part("turn.html", "understood", view), "announcement": announcement}
        html = render_part("turn.html", "turn", view, f"turn-{len(earlier) + 1}")
        title = f"{view.title} – {texts()('site.name')}"
        return {"html": html, "title": title, "announcement": view.announcement}

    return additions
