"""The command line. Answers go to standard output, messages to standard error; heavy imports wait until a command needs them."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from copro_qa.commands import asking, generations, kept, measuring, proof, running
from copro_qa.commands.given import say
from copro_qa.errors import CoproQaError, InvalidInput

__all__ = ["main"]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Quoted answers from policy documents.")
for commands in (running, asking, proof, measuring):
    app.add_typer(commands.app)
app.add_typer(generations.app, name="generations")
app.add_typer(kept.answers_app, name="answers")
app.add_typer(kept.feedback_app, name="feedback")


def main() -> None:
    """Runs the command line: exit status 0, 1 when something could not be done, 2 for bad usage."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Quotes have characters that some consoles' encodings lack, and JSON is UTF-8 everywhere.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except InvalidInput as error:
        _stop(str(error), status=2)
    except CoproQaError as error:
        _stop(str(error), status=1)
    except BrokenPipeError:
        # Whoever read our output has closed it. Nothing more can be said there.
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _stop("Stopped.", status=130)


def _stop(message: str, *, status: int) -> None:
    say(message)
    sys.exit(status)


if __name__ == "__main__":
    main()
