"""``python -m copro_qa`` and ``copro-qa`` are the command line."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command line; see ``cli.main``."""
    try:
        # Imported here, so that Ctrl+C while its modules are loaded is answered as it is afterwards.
        from copro_qa.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
