"""``copro-qa answers`` and ``copro-qa feedback``: what people have left under state/, for the person who looks after the service."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from copro_qa.commands.given import JsonOption, say
from copro_qa.printable import printable
from copro_qa.settings import Settings

__all__ = ["answers_app", "feedback_app"]

answers_app = typer.Typer(no_args_is_help=True, help="Answers that people have shared.")
feedback_app = typer.Typer(no_args_is_help=True, help="What people have said of answers.")


@answers_app.command("list")
def list_answers(as_json: JsonOption = False) -> None:
    """List the shared answers, the newest first."""
    from copro_qa.keeping.database import StateDatabase
    from copro_qa.keeping.shared_answers import SharedAnswers

    shared = SharedAnswers(StateDatabase(Settings.from_environment().state)).summaries()
    if as_json:
        print(json.dumps({"answers": [asdict(each) for each in shared]}, ensure_ascii=False, indent=1))
    for each in [] if as_json else shared:
        print(printable(f"{each.id}  {each.shared}  {' '.join(each.question.split())}"))


@answers_app.command("delete")
def delete_answers(ids: Annotated[list[str], typer.Argument(help="Ids, as list shows them.")]) -> None:
    """Delete shared answers for good."""
    from copro_qa.keeping.database import StateDatabase
    from copro_qa.keeping.shared_answers import SharedAnswers

    shared = SharedAnswers(StateDatabase(Settings.from_environment().state))
    for answer_id in ids:
        shared.delete(answer_id)
        say(f"Deleted {answer_id}.")


@feedback_app.command("export")
def export_feedback() -> None:
    """Print feedback as a questions file for copro-qa eval.

    Answers that were called right bring their first quote as evidence. To those called wrong or missing, add the evidence by hand.
    """
    from copro_qa.keeping.database import StateDatabase
    from copro_qa.keeping.feedback import FeedbackStore, questions_of

    kept = FeedbackStore(StateDatabase(Settings.from_environment().state)).all()
    for record in questions_of(kept):
        print(json.dumps(record, ensure_ascii=False))
    if not kept:
        say("No feedback has been given yet.")


@feedback_app.command("clear")
def clear_feedback() -> None:
    """Delete all feedback for good."""
    from copro_qa.keeping.database import StateDatabase
    from copro_qa.keeping.feedback import FeedbackStore

    say(f"Deleted: {FeedbackStore(StateDatabase(Settings.from_environment().state)).clear()}.")
