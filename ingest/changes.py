"""What is different between the documents of two generations, or of a generation and the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from copro_qa.document import Source
from copro_qa.store.manifest import Manifest

__all__ = ["Changes", "Known", "compare", "known_of"]

Known = tuple[str, Source]
"""A document's id, and what is known of it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths of documents, each in order. ``added``, ``changed`` and ``kept`` together are all that is there now."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Other text, other facts, or another name."""
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def known_of(manifest: Manifest | None) -> dict[str, Known]:
    """What a generation knows of its documents, by path; nothing when there is none."""
    return {entry.source.path: (entry.document_id, entry.source) for entry in manifest.entries} if manifest else {}


def compare(before: Mapping[str, Known], now: Mapping[str, Known]) -> Changes:
    """Both by path. A document whose file was renamed has changed: it is neither removed nor added."""
    gone = {path: document_id for path, (document_id, _) in sorted(before.items()) if path not in now}
    old_path_of = {document_id: path for path, document_id in gone.items()}
    added: list[str] = []
    changed: list[str] = []
    kept: list[str] = []
    for path, known in sorted(now.items()):
        if path in before:
            (kept if before[path] == known else changed).append(path)
        elif known[0] in old_path_of:
            changed.append(path)
            del gone[old_path_of.pop(known[0])]
        else:
            added.append(path)
    return Changes(tuple(added), tuple(changed), tuple(gone), tuple(kept))
