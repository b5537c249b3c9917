"""Web pages that a browser saved with a folder beside them: "Guidance.html" and "Guidance_files"."""

from __future__ import annotations

import os

__all__ = ["page_of_frame"]

_FOLDERS = ("_files", ".files")
_PAGES = (".html", ".htm")


def page_of_frame(path: str) -> str:
    """The name of the page whose frame, such as an advertisement, the file at ``path`` is; empty for any other file.

    Only pages in such a folder are frames, and only where the page itself stands beside the folder.
    """
    folder, name = os.path.split(path)
    ending = next((ending for ending in _FOLDERS if folder.endswith(ending)), "")
    if not ending or not name.lower().endswith(_PAGES):
        return ""
    stem = folder.removesuffix(ending)
    return next((os.path.basename(stem + page) for page in _PAGES if os.path.isfile(stem + page)), "")  # noqa: PTH113, PTH119  # of many paths
