"""A virtual environment for the programs that copro-qa is compared with, apart from the project's own.

It sees the packages of the environment that the benchmark runs in, so that all of them embed with the same torch and sentence-transformers,
and holds nothing but what those programs need beyond.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

__all__ = ["REQUIREMENTS", "peers_python"]

REQUIREMENTS = (
    "bm25s==0.3.16",
    "llama-index-core==0.14.25",
    "llama-index-embeddings-huggingface==0.8.0",
    "txtai==9.14.0",
)
_LISTED = "requirements.txt"
_SHARED = "shared.pth"


def peers_python(folder: Path) -> Path:
    """The interpreter of the environment in ``folder``, which is made when it is not there. Raises CalledProcessError when pip fails."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    listed, wanted = folder / _LISTED, "\n".join(REQUIREMENTS) + "\n"
    if listed.is_file() and listed.read_text(encoding="utf-8") == wanted:
        return python
    print(f"Installing {', '.join(REQUIREMENTS)} in {folder} …", file=sys.stderr)
    venv.create(folder, with_pip=True)
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    (own / _SHARED).write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", encoding="utf-8")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
    listed.write_text(wanted, encoding="utf-8")
    return python
