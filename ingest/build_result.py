"""What came of a build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from copro_qa.store.manifest import Manifest
from copro_qa.texts import texts
from ingest.changes import Changes
from ingest.sources import Corpus

__all__ = ["BuildResult"]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A build, or what one would do. Everything that has a path is in order of path."""

    generation: str | None
    """Of the index as it is afterwards; None when there is none."""
    documents: int
    """How many the generation holds; likewise ``chunks``."""
    chunks: int
    changes: Changes
    """Against the generation that was current before. A document whose file can no longer be read counts as removed."""
    ignored: tuple[tuple[str, str], ...]
    """Path and reason of files of kinds that are not read."""
    failed: tuple[tuple[str, str], ...]
    """Path and reason of files that could not be read; of one that the index had until now, also that its earlier text is gone."""
    warnings: tuple[str, ...]
    seconds: float
    published: bool
    """Whether a new generation was made."""

    @classmethod
    def of(
        cls,
        manifest: Manifest | None,
        corpus: Corpus,
        *,
        changes: Changes,
        failed: Sequence[tuple[str, str]],
        seconds: float,
        warnings: Sequence[str] = (),
        published: bool = False,
    ) -> Self:
        """From the generation as it is afterwards and the scan; ``failed`` and ``warnings`` are those beyond the scan's.

        ``changes`` were made where a generation was ``published``, and otherwise are those that a build would make.
        """
        return cls(
            generation=manifest.generation if manifest else None,
            documents=len(manifest.entries) if manifest else 0,
            chunks=manifest.chunks if manifest else 0,
            changes=changes,
            ignored=corpus.ignored,
            failed=tuple(_with_lost_text(sorted([*corpus.failed, *failed]), changes.removed, "lost" if published else "would_be_lost")),
            warnings=(*corpus.warnings, *warnings),
            seconds=seconds,
            published=published,
        )

    def as_record(self) -> dict[str, Any]:
        """For ``--json``: numbers, and under ``paths`` which documents they count."""
        return {
            "generation": self.generation,
            "documents": self.documents,
            "chunks": self.chunks,
            "added": len(self.changes.added),
            "changed": len(self.changes.changed),
            "removed": len(self.changes.removed),
            "kept": len(self.changes.kept),
            "ignored": len(self.ignored),
            "failed": [{"path": path, "reason": reason} for path, reason in self.failed],
            "seconds": round(self.seconds, 3),
            "published": self.published,
            "paths": {
                "added": list(self.changes.added),
                "changed": list(self.changes.changed),
                "removed": list(self.changes.removed),
                "ignored": [path for path, _ in self.ignored],
            },
            "warnings": list(self.warnings),
        }


def _with_lost_text(failed: Sequence[tuple[str, str]], removed: Sequence[str], when: str) -> Iterator[tuple[str, str]]:
    """Each reason, and what it costs where the index had a text of the file, or of files in the folder, that cannot be read any more.

    Who reads the reason alone may take it for a file that never was searched, or for one whose earlier text still is.
    """
    for path, reason in failed:
        if path in removed:
            yield path, f"{reason} {texts()(f'unreadable.{when}')}"
        elif within := sum(each.startswith(f"{path}/") for each in removed):
            yield path, f"{reason} {texts()(f'unreadable.{when}_within', count=within)}"
        else:
            yield path, reason
