"""A chunk: the stretch of a document that is searched as one. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from copro_qa.document import Span

__all__ = ["Chunk"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span that search finds as one, with the lead-in it leans on when that lies outside it.

    ``number`` is its place in the generation, from 0.
    """

    number: int
    span: Span
    lead: Span | None = None

    @property
    def section(self) -> tuple[str, ...]:
        """The heading path, outermost first."""
        return self.span.section

    @property
    def context(self) -> str:
        """Title, heading path and lead-in: searched together with the text, never shown as a quote."""
        headings = " > ".join(self.section)
        parts = [self.span.document.source.title, headings, self.lead.text if self.lead else ""]
        return "\n".join(part for part in parts if part)

    @property
    def searchable_text(self) -> str:
        """What is embedded: context and text. Derived, never shown."""
        return f"{self.context}\n{self.span.text}" if self.context else self.span.text
