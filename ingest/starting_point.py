"""The generation that a build starts from, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from copro_qa.errors import IndexMissing, IndexUnavailable
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current

__all__ = ["starting_point"]


def starting_point(index: Path) -> tuple[Generation | None, list[str]]:
    """The generation in use, or the one that stands in for it; None when there is none that can be used. And what is wrong, if anything.

    Every file is read, however large: a build is what mends an index, so it must not take a damaged one for whole.
    """
    try:
        found = open_current(index, every_file=True)
    except IndexMissing:
        return None, []
    except IndexUnavailable as error:
        return None, [f"The index that was there could not be used, so all of it is made anew. ({error})"]
    if found.stands_in is None:
        return found, []
    if not found.stands_in.generation:
        return found, [
            f"It is not known which generation was in use, so {found.id} stands in. A build mends that. ({found.stands_in.damage})"
        ]
    damaged = found.stands_in.generation
    return found, [
        f"The generation {damaged} is damaged, and {found.id} stands in for it. A build makes it anew. ({found.stands_in.damage})"
    ]
