"""Whether programs run that a test did not start itself."""

from __future__ import annotations

from pathlib import Path

CAN_TELL = Path("/proc/self/stat").exists()


def runs(process_id: int) -> bool:
    """Whether a program still runs. One that has ended and that nobody has asked after yet does not."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(") ")[2][:1]
    except OSError:
        return False
    return state != "Z"
