from __future__ import annotations

import io
import json

from ingest.progress_lines import ProgressLines


def test_counts_are_told_now_and_then_and_at_the_end() -> None:
    now, stream = [0.0], io.StringIO()
    with ProgressLines(stream, clock=lambda: now[0]) as progress:
        progress.begin(3)
        for seconds in (0.01, 0.02, 1.0):
            now[0] = seconds
            progress.document_read("a.md")
            progress.passages_found(2)
        progress.passages_embedded(6)
    told = [json.loads(line)["progress"] for line in stream.getvalue().splitlines()]
    assert told[0] == {"documents": 3, "read": 0, "passages": 0, "embedded": 0}
    assert told[-1] == {"documents": 3, "read": 3, "passages": 6, "embedded": 6}
    assert [line["read"] for line in told] == [0, 3, 3]
