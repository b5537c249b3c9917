"""``python -m ingest``: build the index, show what is read of each file, fetch documents, add one or remove one."""

from __future__ import annotations

import signal
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; see ``commands.run``."""
    # Imported here, so that what has to be in place before the many modules are loaded can be.
    from ingest.commands import run

    run(arguments)


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Until a command has begun, Ctrl+C ends the program at once. Python would say in which of the modules it was just then.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    main()
