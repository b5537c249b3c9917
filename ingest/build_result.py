"""What came of a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from copro_qa.store.manifest import Manifest
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
    """Path and reason of files that could not be read."""
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
        """From the generation as it is afterwards and the scan; ``failed`` and ``warnings`` are those beyond the scan's."""
        return cls(
            generation=manifest.generation if manifest else None,
            documents=len(manifest.entries) if manifest else 0,
            chunks=manifest.chunks if manifest else 0,
            changes=changes,
            ignored=corpus.ignored,
            failed=tuple(sorted([*corpus.failed, *failed])),
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
