"""What has become of documents, and of answers to the same questions, from one generation to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum

from copro_qa.answer import Answer, Citation, Quote
from copro_qa.document import Document, Span
from copro_qa.payload import citation_payload
from copro_qa.store.generation import Generation

__all__ = [
    "SERVICE_PAIRS",
    "AnswerDrift",
    "Changed",
    "DocumentDrift",
    "Fate",
    "TextDrift",
    "answer_drift_payload",
    "changed_documents",
    "document_drift",
    "document_drift_payload",
    "drift_payload",
]

_MOST_BLOCKS_COMPARED = 20_000
"""Of two documents together. Beyond, the comparison could take minutes, and all of the old and the new text is given."""

SERVICE_PAIRS = 20_000_000
"""Old blocks times new ones, of all documents of one request. So many took 1 to 4 seconds of one core (measured on 4,472 blocks twice)."""


class Fate(StrEnum):
    """What has become of a document."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    DESCRIBED_ANEW = "described_anew"


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that is not the same, by its places among the entries of both generations."""

    fate: Fate
    former: int | None
    place: int | None


@dataclass(frozen=True, slots=True)
class TextDrift:
    """Neighbouring blocks that were replaced: by nothing when they were taken out, or instead of nothing when they were put in."""

    before: Span | None
    after: Span | None


@dataclass(frozen=True, slots=True)
class DocumentDrift:
    """A document that is not the same in both generations. ``facts`` are what is known of it that differs: name, before, after."""

    fate: Fate
    before: Document | None
    after: Document | None
    texts: tuple[TextDrift, ...] = ()
    facts: tuple[tuple[str, object, object], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerDrift:
    """One question, answered from both generations."""

    before: Answer
    after: Answer

    @property
    def gone(self) -> tuple[Quote, ...]:
        """Quotes that are no longer given."""
        return _only_in(self.before, self.after)

    @property
    def new(self) -> tuple[Quote, ...]:
        """Quotes that were not given before."""
        return _only_in(self.after, self.before)

    @property
    def changed(self) -> bool:
        """Whether the words that are quoted, or their order, are others. A new place of the same words is no change."""
        return [quote.text for quote in self.before.quotes] != [quote.text for quote in self.after.quotes]


def changed_documents(before: Generation, after: Generation) -> list[Changed]:
    """Every document that is not the same, in order of path; one whose file was only renamed is told by its id. No document is read."""
    old, new = ({entry.source.path: place for place, entry in enumerate(each.entries)} for each in (before, after))
    old_place = {entry.document_id: place for place, entry in enumerate(before.entries) if entry.source.path not in new}
    renamed = {
        path: old_place[after.entries[place].document_id]
        for path, place in new.items()
        if path not in old and after.entries[place].document_id in old_place
    }
    gone = set(renamed.values())
    found = []
    for path in sorted(old.keys() | new.keys()):
        place, former = new.get(path), old.get(path, renamed.get(path))
        if place is None and former not in gone:
            found.append(Changed(Fate.REMOVED, former, None))
        elif place is not None and former is None:
            found.append(Changed(Fate.ADDED, None, place))
        elif place is not None and former is not None:
            found += _changed(before, former, after, place)
    return found


def document_drift(
    before: Generation, after: Generation, changed: Iterable[Changed] | None = None, *, pairs: int | None = None
) -> Iterator[DocumentDrift]:
    """What is different in documents; left out, in all that are not the same. Reads them one by one. Raises IndexDamaged.

    At most ``pairs`` of an old and a new block are compared, if that is not None: of a document for which they are not enough, all of
    the old and the new text is given.
    """
    for each in changed_documents(before, after) if changed is None else changed:
        old = None if each.former is None else before.document_at(each.former)
        new = None if each.place is None else after.document_at(each.place)
        if old is None or new is None:
            yield DocumentDrift(each.fate, old, new)
        else:
            needed = len(old.blocks) * len(new.blocks) if old.text != new.text else 0
            whole = len(old.blocks) + len(new.blocks) > _MOST_BLOCKS_COMPARED or (pairs is not None and needed > pairs)
            if pairs is not None and not whole:
                pairs -= needed
            yield DocumentDrift(each.fate, old, new, tuple(_texts(old, new, whole=whole)), _facts(old, new))


def drift_payload(
    before: Generation,
    after: Generation,
    changed: Sequence[Changed] | None = None,
    *,
    first: int = 0,
    limit: int | None = None,
    pairs: int | None = None,
) -> dict[str, object]:
    """What is different between two generations, as JSON: counts of all documents, and ``limit`` of the changes from ``first`` on.

    ``changed`` are all changes, where they are known already. ``pairs`` bounds the work, as in
    :func:`document_drift`. Raises IndexDamaged.
    """
    changed = changed_documents(before, after) if changed is None else changed
    counts = Counter(each.fate for each in changed)
    same = len(after.entries) - (len(changed) - counts[Fate.REMOVED])
    shown = changed[first:] if limit is None else changed[first : first + limit]
    return {
        "before": before.id,
        "after": after.id,
        "documents": {**{fate.value: counts[fate] for fate in Fate}, "unchanged": same},
        "changes": [document_drift_payload(drift) for drift in document_drift(before, after, shown, pairs=pairs)],
    }


def document_drift_payload(drift: DocumentDrift) -> dict[str, object]:
    """A document's changes as JSON."""
    known = drift.after or drift.before
    was = drift.before.source.path if drift.before and drift.fate is Fate.RENAMED else None
    return {
        "path": known.source.path if known else None,
        "title": known.source.title if known else None,
        "change": drift.fate.value,
        "was": was,
        "before": drift.before.id if drift.before else None,
        "after": drift.after.id if drift.after else None,
        "facts": [{"fact": name, "before": old, "after": new} for name, old, new in drift.facts],
        "texts": [{"before": _span(text.before), "after": _span(text.after)} for text in drift.texts],
    }


def answer_drift_payload(drift: AnswerDrift) -> dict[str, object]:
    """Two answers to one question as JSON."""
    return {
        "question": drift.before.question,
        "changed": drift.changed,
        "answered": {"before": drift.before.answered, "after": drift.after.answered},
        "gone": [_quote(quote) for quote in drift.gone],
        "new": [_quote(quote) for quote in drift.new],
    }


def _changed(before: Generation, former: int, after: Generation, place: int) -> Iterator[Changed]:
    old, new = before.entries[former], after.entries[place]
    if old.source.path != new.source.path:
        yield Changed(Fate.RENAMED, former, place)
    elif old.document_id != new.document_id:
        yield Changed(Fate.CHANGED, former, place)
    elif old.source != new.source:
        yield Changed(Fate.DESCRIBED_ANEW, former, place)


def _facts(before: Document, after: Document) -> tuple[tuple[str, object, object], ...]:
    left_out = {"path", "file_sha256"}
    return tuple(
        (each.name, getattr(before.source, each.name), getattr(after.source, each.name))
        for each in fields(before.source)
        if each.name not in left_out and getattr(before.source, each.name) != getattr(after.source, each.name)
    )


def _texts(before: Document, after: Document, *, whole: bool) -> Iterator[TextDrift]:
    if before.text == after.text:
        return
    old, new = ([each.text[block.start : block.end] for block in each.blocks] for each in (before, after))
    if whole:
        yield TextDrift(_stretch(before, 0, len(old)), _stretch(after, 0, len(new)))
        return
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield TextDrift(_stretch(before, old_start, old_end), _stretch(after, new_start, new_end))


def _stretch(document: Document, first: int, after: int) -> Span | None:
    return document.span(document.blocks[first].start, document.blocks[after - 1].end) if first < after else None


def _only_in(answer: Answer, other: Answer) -> tuple[Quote, ...]:
    known = {quote.text for quote in other.quotes}
    return tuple(quote for quote in answer.quotes if quote.text not in known)


def _span(span: Span | None) -> dict[str, object] | None:
    return {"text": span.text, "start": span.start, "end": span.end, "section": list(span.section)} if span else None


def _quote(quote: Quote) -> dict[str, object]:
    return {"text": quote.text, "citation": citation_payload(Citation(1, quote, quote.span))}
