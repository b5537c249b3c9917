from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workplace import Workplace


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    made = Workplace(tmp_path / "corpus", tmp_path / "index")
    made.write("christie.md", "# The Christie Commission\n\nIt reported in 2011.\n\nIt named four pillars.")
    made.write("acts/empowerment.txt", "Communities may ask to take over land.")
    return made
