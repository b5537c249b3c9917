"""Sets two runs of the same questions side by side, with a paired permutation test for each measure.

python -m benchmarks.quality.compare before.json after.json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from copro_qa.errors import CoproQaError
from copro_qa.evaluation.comparison import compare
from copro_qa.evaluation.report import read_evaluation, render_comparison


def main(arguments: list[str] | None = None) -> int:
    """Prints the comparison as a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.compare", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("before", type=Path, help="a run kept by benchmarks.quality --runs, or by copro-qa eval --json")
    parser.add_argument("after", type=Path, help="another run of the same questions")
    options = parser.parse_args(arguments)
    try:
        print(render_comparison(compare(read_evaluation(options.before), read_evaluation(options.after))), end="")
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
