from __future__ import annotations

from pathlib import Path

import pytest

from ingest.scratch import remove_scratch_folders, scratch_folder
from tests.ingest.workplace import Workplace


def test_what_has_not_been_moved_away_is_removed_even_when_the_build_fails(tmp_path: Path) -> None:
    def fail_halfway() -> None:
        with scratch_folder(tmp_path) as folder:
            folder.mkdir()
            (folder / "half").write_text("half")
            raise OSError("No space")

    with pytest.raises(OSError, match="No space"):
        fail_halfway()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_known_by_its_name(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as folder:
        folder.mkdir()
        remove_scratch_folders(tmp_path)
        assert not folder.exists()


def test_scratch_folders_of_dead_builds_are_removed_and_nothing_else(workplace: Workplace) -> None:
    for name in ["scratch-123-0a1b2c3d", "scratch-of-mine"]:
        (workplace.index / name).mkdir(parents=True)
    workplace.build()
    assert [path.name for path in workplace.index.glob("scratch-*")] == ["scratch-of-mine"]
