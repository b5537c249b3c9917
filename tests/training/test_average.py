from __future__ import annotations

from pathlib import Path

import pytest
import torch

from training.average import averaged, main

FIRST = {"weights": torch.tensor([0.0, 4.0]), "count": torch.tensor([1])}
SECOND = {"weights": torch.tensor([2.0, 0.0]), "count": torch.tensor([7])}


def test_each_weight_lies_between_the_two_by_the_share_of_the_second() -> None:
    between = averaged(FIRST, SECOND, 0.25)
    assert between["weights"].tolist() == [0.5, 3.0]
    assert between["count"].tolist() == [7]


def test_checkpoints_of_different_models_are_refused() -> None:
    with pytest.raises(ValueError, match="not of the same model"):
        averaged(FIRST, {"weights": torch.zeros(3), "count": torch.tensor([1])}, 0.5)


def test_a_checkpoint_is_written_that_can_be_loaded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, weights in (("first", FIRST), ("second", SECOND)):
        torch.save({"step": 3, "model": weights, "optimizer": {}}, tmp_path / name)
    names = [str(tmp_path / name) for name in ("first", "second", "out")]
    monkeypatch.setattr("sys.argv", ["average", names[0], names[1], "--share", "0.5", "--out", names[2]])
    main()
    assert torch.load(names[2], weights_only=True)["model"]["weights"].tolist() == [1.0, 2.0]
