from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.reading_blocks import leads_of, read_text


@pytest.mark.parametrize("open_place", ["«address of the tenant»", "{{ address }}", "[insert date]", "«first» [second]"])
def test_what_a_form_leaves_open_introduces_nothing(tmp_path: Path, open_place: str) -> None:
    document = read_text(tmp_path, f"# Form\n\n{open_place}\n\n* The plan is free.\n* The board pays.\n")
    assert leads_of(document) == [None, None]


def test_words_beside_an_open_place_introduce(tmp_path: Path) -> None:
    document = read_text(
        tmp_path, "# Form\n\nThe duties of «body»:\n\n* It plans.\n\nRates for [year]\n\n| Age | Rate |\n|---|---|\n| 16 | £2 |\n"
    )
    assert leads_of(document) == ["The duties of «body»:"]
    assert leads_of(document, BlockKind.TABLE_ROW) == ["Rates for [year]"]
