"""Asking in some documents only: what can be chosen on the page, what was chosen, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from copro_qa.errors import InvalidInput
from copro_qa.retrieval.filter import Filter
from copro_qa.store.generation import Generation
from copro_qa.store.manifest import Entry
from copro_qa.texts import texts

__all__ = ["Choice", "Choices", "Chosen", "choices", "described", "form_fields", "read_chosen", "read_written", "searched_entries"]

_MOST_OFFERED = 100
"""Documents. In a list of more nobody finds one; the page of each document leads to a question in it alone."""
DATE_PATTERN = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
"""As a browser reads it. Whether the calendar has the day, the service says."""
_FIELDS = {"document": 100, "collection": 100, "from": 1, "to": 1}
"""The form's fields, with how many of each are read."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A document or collection that can be chosen. ``note`` tells it from others of its name."""

    value: str
    name: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that can be chosen, with what is chosen now. ``too_many`` says that not every document is offered."""

    documents: list[Choice]
    collections: list[Choice]
    published_from: str
    published_to: str
    error: str
    too_many: bool
    date_pattern: str = DATE_PATTERN

    @property
    def any_chosen(self) -> bool:
        """Whether anything is narrowed, or was meant to be."""
        return bool(self.published_from or self.published_to) or any(choice.chosen for choice in (*self.documents, *self.collections))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fields of the form as they were sent."""

    documents: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    published_from: str = ""
    published_to: str = ""

    def narrowed(self) -> Filter:
        """As retrieval knows it. Raises InvalidInput for what is no date."""
        return Filter(self.documents, self.collections, self.published_from or None, self.published_to or None)

    def written(self) -> str:
        """In the form of a query, as ``read_chosen`` reads it; empty when nothing is chosen."""
        fields = {"document": self.documents, "collection": self.collections, "from": self.published_from, "to": self.published_to}
        return urlencode({name: value for name, value in fields.items() if value}, doseq=True)

    def trouble(self, generation: Generation) -> str:
        """What is wrong with it, for the person who chose; empty when nothing is."""
        try:
            self.narrowed().places(generation)
        except InvalidInput:
            known = all(generation.find(document) is not None for document in self.documents)
            return texts()("narrow.error_date" if known else "narrow.error_document")
        return ""


def read_chosen(fields: Iterable[tuple[str, str]]) -> Chosen:
    """What was chosen, from the fields of a form or of an address."""
    read: dict[str, list[str]] = {name: [] for name in _FIELDS}
    for name, value in fields:
        if name in read and value.strip() and len(read[name]) < _FIELDS[name]:
            read[name].append(value.strip())
    dates = ["".join(read[name]) for name in ("from", "to")]
    return Chosen(tuple(read["document"]), tuple(read["collection"]), *dates)


def read_written(query: str) -> Chosen:
    """What ``Chosen.written`` wrote; nothing chosen when it is no query."""
    try:
        return read_chosen(parse_qsl(query, max_num_fields=sum(_FIELDS.values())))
    except ValueError:
        return Chosen()


def choices(generation: Generation, chosen: Chosen) -> Choices:
    """What the page offers."""
    wanted = {generation.find(document) for document in chosen.documents} - {None}
    entries = sorted(enumerate(generation.entries), key=lambda placed: (placed[1].source.title.casefold(), placed[1].source.path))
    offered = entries if len(entries) <= _MOST_OFFERED else [(place, entry) for place, entry in entries if place in wanted]
    collections = sorted({entry.source.collection for entry in generation.entries if entry.source.collection})
    return Choices(
        documents=[
            Choice(entry.document_id, entry.source.title, place in wanted, (entry.source.published or "")[:4]) for place, entry in offered
        ],
        collections=[Choice(name, name, name in chosen.collections) for name in collections[:_MOST_OFFERED]],
        published_from=chosen.published_from,
        published_to=chosen.published_to,
        error=chosen.trouble(generation),
        too_many=len(offered) < len(entries),
    )


def described(only: Filter, generation: Generation) -> list[str]:
    """What the documents were narrowed to, each part in words; empty when they were not."""
    say = texts()
    titles = [generation.entries[place].source.title for document in only.documents if (place := generation.find(document)) is not None]
    parts = [*titles, *(say("narrow.in_collection", name=name) for name in only.collections)]
    if only.published_from:
        parts.append(say("narrow.since", date=say.date(only.published_from)))
    if only.published_to:
        parts.append(say("narrow.until", date=say.date(only.published_to)))
    return parts


def form_fields(only: Filter) -> list[tuple[str, str]]:
    """The fields of the form that narrow the documents as ``only`` does."""
    dates = [("from", only.published_from), ("to", only.published_to)]
    return [
        *(("document", document) for document in only.documents),
        *(("collection", name) for name in only.collections),
        *((name, date) for name, date in dates if date),
    ]


def searched_entries(only: Filter, generation: Generation) -> Sequence[Entry]:
    """The documents that were searched."""
    places = only.places(generation)
    return generation.entries if places is None else [generation.entries[place] for place in places]
