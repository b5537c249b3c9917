"""Checks one quote, or one citation without its words, against the documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from copro_qa.answer import Citation, Quote
from copro_qa.document import Document, Span
from copro_qa.errors import SpanOutOfRange
from copro_qa.payload import citation_payload, quote_payload, record_sha256
from copro_qa.provenance.effort import Effort
from copro_qa.provenance.findings import Finding, Record, as_record, compared, position, text_of
from copro_qa.provenance.library import Library
from copro_qa.provenance.locate import Found, Outcome, find_again, find_words, nearest_passage

__all__ = ["QuoteCheck", "check_citation", "check_quote"]

_NOT_COMPARED = frozenset({"score", "key", "also", "evidence_sha256", "citation.number"})
"""Fields that no document can confirm, or that are looked at on their own."""
_FACTS = frozenset(
    f"citation.{name}"
    for name in ("title", "authors", "publisher", "published", "path", "url", "licence", "collection", "flags", "ocr_confidence")
)
"""What is known of the document, which may be put right later. A difference is a finding, but the words are the same."""
_PLACE = frozenset(
    f"citation.{name}" for name in ("document", "start", "end", "page", "page_label", "section", "file_sha256", "text_sha256")
) | {"id", "link", "lead.start", "lead.end"}
"""What changes when words have moved."""
_GONE = Found(Outcome.GONE, None)
_WORD_BEGINS = re.compile(r"(?<!\S)\S")
_LONGEST_BY_HASH = 5_000
"""Characters, more than a quote has. Each beginning of a word costs a hash of so many, so that a longer stretch could take minutes."""


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What came of one quote. ``text`` is what was given as quoted, ``span`` where it stands now, or the passage nearest to it.

    A citation without its words has the ``text`` None.
    """

    outcome: Outcome
    text: str | None
    citation: Record
    findings: tuple[Finding, ...] = ()
    span: Span | None = None
    also: tuple[QuoteCheck, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether nothing at all differs."""
        return self.outcome is Outcome.IDENTICAL and not self.findings and all(place.verified for place in self.also)


def check_quote(record: Record, library: Library) -> QuoteCheck:
    """Checks a quote as ``quote_payload`` writes it. Only ``text`` and ``citation`` must be there. Raises InvalidInput."""
    text, citation = text_of(record, "text"), as_record(record.get("citation"), "The citation of a quote")
    library.effort.begin()
    quote_id = record.get("id")
    found = _if_renamed(_look_up(text, citation, library, quote_id=quote_id if isinstance(quote_id, str) else None), citation, library)
    _count_naming(found, library)
    findings = list(_contradictions(record, text, citation))
    if found.span is not None and found.outcome is not Outcome.ALTERED:
        span = _with_path(found.span, citation, library)
        rebuilt = quote_payload(_rebuilt(record, span, library.effort, moved=found.outcome is Outcome.MOVED), 0)
        left_out = _NOT_COMPARED if library.knows_facts else _NOT_COMPARED | _FACTS
        findings += compared(record, rebuilt, leaving_out=left_out)
    also = record.get("also", [])
    if not isinstance(also, list):
        findings.append(Finding("also", None, []))
        also = []
    places = [check_citation(as_record(place, "A place under “also”"), library, words=text) for place in also]
    return QuoteCheck(_outcome(found, findings), text, citation, tuple(findings), found.span, tuple(places))


def check_citation(record: Record, library: Library, *, words: str | None = None) -> QuoteCheck:
    """Checks a citation as ``citation_payload`` writes it, by its hash; ``words`` are the ones that it is said to be a place for."""
    library.effort.begin()
    document = _document(record, "document", library)
    span = _span_given(record, document) if document is not None else None
    digest = record.get("quote_sha256")
    if span is not None and span.sha256 == digest:
        found = Found(Outcome.IDENTICAL, span)
    elif words is not None and _sha256(words) == digest:
        found = _look_up(words, record, library)
    else:
        found = _by_hash(record, library, span, words)
    found = _if_renamed(found, record, library)
    _count_naming(found, library)
    findings: list[Finding] = []
    if found.span is not None and found.outcome is not Outcome.ALTERED:
        expected = citation_payload(Citation(0, Quote(found.span, 0.0), _with_path(found.span, record, library)))
        left_out = {"citation.number"} if library.knows_facts else {"citation.number"} | _FACTS
        findings += compared(record, expected, under="citation.", leaving_out=left_out)
    elif span is not None:
        findings.append(Finding("citation.quote_sha256", digest if isinstance(digest, str) else None, span.sha256))
    return QuoteCheck(_outcome(found, findings), None, record, tuple(findings), found.span)


def _count_naming(found: Found, library: Library) -> None:
    """The id of a quote says which of equal ones it is, so those before it are gone through: to compare it, and to give it."""
    if found.span is not None:
        library.effort.tell_apart(2 * found.span.document.text.count(found.span.text, 0, found.span.end))


def _outcome(found: Found, findings: Sequence[Finding]) -> Outcome:
    """Words that are all there, in a record that is false elsewhere, count as altered: the record is not what was given out."""
    allowed = _FACTS | _PLACE if found.outcome is Outcome.MOVED else _FACTS
    if found.outcome in {Outcome.IDENTICAL, Outcome.MOVED} and any(finding.field not in allowed for finding in findings):
        return Outcome.ALTERED
    return found.outcome


def _look_up(words: str, citation: Record, library: Library, *, quote_id: str | None = None) -> Found:
    """The words in their own document, in one at the same path, or where such words stand: word for word before nearly so."""
    start = position(citation, "start")
    own = _document(citation, "document", library)
    at_path = _document(citation, "path", library)
    known = [document for document in (own, at_path if at_path is not own else None) if document is not None]
    candidates = known or list(library.likely(words))
    for document in candidates:
        found = find_words(words, document, start=start, quote_id=quote_id, effort=library.effort)
        if found is not None:
            # At the same place in another edition: what is quoted is the same, but not where it stands.
            return found if document is own else Found(Outcome.MOVED, found.span)
    near = (nearest_passage(words, document, effort=library.effort) for document in candidates)
    return next((Found(Outcome.ALTERED, span) for span in near if span is not None), _GONE)


def _if_renamed(found: Found, citation: Record, library: Library) -> Found:
    """Words of a document whose file has another name now have moved; unless the name given is that of another file, which is false."""
    path = citation.get("path")
    if found.outcome is not Outcome.IDENTICAL or found.span is None or not library.knows_facts or not isinstance(path, str):
        return found
    is_renamed = found.span.document.source.path != path and library.find(path) is None
    return Found(Outcome.MOVED, found.span) if is_renamed else found


def _by_hash(citation: Record, library: Library, span: Span | None, words: str | None) -> Found:
    """The stretch with the hash of a citation whose words are not known, from one word's beginning on in its document."""
    start, end, digest = position(citation, "start"), position(citation, "end"), citation.get("quote_sha256")
    document = _document(citation, "document", library) or _document(citation, "path", library)
    if document is not None and start is not None and end is not None and isinstance(digest, str) and end - start <= _LONGEST_BY_HASH:
        library.effort.hash_each_word(len(document.text), end - start)
        for match in _WORD_BEGINS.finditer(document.text):
            after = match.start() + end - start
            if match.start() < after <= len(document.text) and _sha256(document.text[match.start() : after]) == digest:
                return Found(Outcome.MOVED, document.span(match.start(), after))
    if span is not None:
        return Found(Outcome.ALTERED, span)
    near = nearest_passage(words, document, effort=library.effort) if words and document else None
    return Found(Outcome.ALTERED, near) if near else _GONE


def _document(citation: Record, field: str, library: Library) -> Document | None:
    name = citation.get(field)
    document = library.find(name) if isinstance(name, str) else None
    # A path may look like an id and the other way round: each field finds by its own kind only.
    if document is None or library.knows_facts is False:
        return document
    return document if name == (document.id if field == "document" else document.source.path) else None


def _span_given(citation: Record, document: Document) -> Span | None:
    start, end = position(citation, "start"), position(citation, "end")
    try:
        return None if start is None or end is None else document.span(start, end)
    except SpanOutOfRange:
        return None


def _with_path(span: Span, citation: Record, library: Library) -> Span:
    """The span in a document under the path that the citation gives, where only the file itself is known: paths are made in the corpus."""
    path = citation.get("path")
    if library.knows_facts or not isinstance(path, str):
        return span
    document = span.document
    return Span(replace(document, source=replace(document.source, path=path)), span.start, span.end)


def _rebuilt(record: Record, span: Span, effort: Effort, *, moved: bool) -> Quote:
    """The quote at ``span`` as it would be given out now, with the lead-in that the record says it has, if there is such a one."""
    lead = record.get("lead")
    if not isinstance(lead, dict):
        return Quote(span, 0.0)
    words, start = lead.get("text"), position(lead, "start")
    try:
        if not moved:
            return Quote(span, 0.0, lead=_span_given(lead, span.document))
        found = find_again(words, span.document, start=start, effort=effort) if isinstance(words, str) and words else _GONE
        return Quote(span, 0.0, lead=found.span)
    except ValueError:  # it overlaps the quote
        return Quote(span, 0.0)


def _contradictions(record: Record, text: str, citation: Record) -> Iterator[Finding]:
    """What is wrong with a record whatever the documents say."""
    if citation.get("quote_sha256", digest := _sha256(text)) != digest:
        yield Finding("citation.quote_sha256", str(citation["quote_sha256"])[:100], digest)
    start, end = position(citation, "start"), position(citation, "end")
    if start is not None and end is not None and end - start != len(text):
        yield Finding("citation.end", end, start + len(text))
    key = record.get("key", [])
    if not _is_key(key, len(text)):
        yield Finding("key", str(key)[:100], None)
    if "evidence_sha256" in record or key:
        digest = record_sha256({name: value for name, value in record.items() if name != "evidence_sha256"})
        if record.get("evidence_sha256") != digest:
            yield Finding("evidence_sha256", str(record.get("evidence_sha256"))[:100], digest)


def _is_key(key: object, length: int) -> bool:
    """Whether these are ranges in a text of this length, in order, none of them empty."""
    if not isinstance(key, list) or not all(isinstance(part, list) and len(part) == 2 for part in key):  # noqa: PLR2004  start and end
        return False
    ends = [end for part in key for end in part]
    return (
        all(type(end) is int for end in ends)
        and all(a < b for a, b in key)
        and all(a[1] <= b[0] for a, b in pairwise(key))
        and (not ends or (ends[0] >= 0 and ends[-1] <= length))
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
