"""What has changed between two generations, in sentences for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from copro_qa.printable import printable

__all__ = ["described"]

_CHANGES = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "renamed": "renamed",
    "described_anew": "with new details, and the same text",
}
_FACTS = {
    "media_type": "kind of file",
    "title": "title",
    "authors": "authors",
    "publisher": "publisher",
    "published": "date of publication",
    "url": "web address",
    "licence": "licence",
    "collection": "collection",
    "language": "language",
    "supersedes": "documents that it replaces",
    "superseded_by": "documents that replace it",
    "unofficial_summary": "unofficial summary",
}
_OUTCOMES = {"identical": "unchanged", "moved": "moved", "altered": "altered", "gone": "gone"}


def described(record: Mapping[str, Any]) -> list[str]:
    """The lines for what ``copro-qa generations diff --json`` prints. Nothing in them commands the terminal."""
    lines = [
        _counted(record["documents"]),
        *(line for change in record["changes"] for line in _document(change)),
        *(line for answer in record.get("answers", []) for line in _answer(answer)),
        *_questions(record.get("questions", [])),
    ]
    return [printable(line) for line in lines]


def _counted(counts: Mapping[str, int]) -> str:
    different = [f"{counts[name]:,} {words}" for name, words in _CHANGES.items() if counts[name]]
    same = f"{counts['unchanged']:,} unchanged"
    return f"Documents: {', '.join([*different, same])}." if different else f"The documents are the same: {same}."


def _document(change: Mapping[str, Any]) -> Iterator[str]:
    was = f", earlier {change['was']}" if change["was"] else ""
    yield f"\n{change['path']}: {_CHANGES[change['change']]}{was}"
    for fact in change["facts"]:
        yield f"  {_FACTS.get(fact['fact'], fact['fact'])}: {_value(fact['before'])} → {_value(fact['after'])}"
    heading: Sequence[str] = ()
    for text in change["texts"]:
        section = (text["after"] or text["before"])["section"]
        if section and section != heading:
            yield f"  Under “{' › '.join(section)}”:"
        heading = section
        yield from (f"  {sign} {line}" for sign, side in (("-", "before"), ("+", "after")) for line in _lines(text[side]))


def _answer(answer: Mapping[str, Any]) -> Iterator[str]:
    if "error" in answer:
        yield f"\nA saved answer cannot be compared: {answer['error']}"
        return
    quotes = answer["quotes"]
    counts = Counter(_OUTCOMES[quote["outcome"]] for quote in quotes)
    what = ", ".join(f"{counts[name]} {name}" for name in _OUTCOMES.values() if counts[name]) or "none given"
    yield f"\nAnswer to “{answer['question']}”. Quotations: {what}" if answer["question"] else f"\nQuotations: {what}"
    for quote in quotes:
        yield f"  {_OUTCOMES[quote['outcome']]}: {quote['path']}{_moved_to(quote)}"
        if quote["outcome"] in {"altered", "gone"}:
            yield from (f"    - {line}" for line in _text_lines(quote["text"] or ""))
        if quote["outcome"] == "altered":
            yield from (f"    + {line}" for line in _lines(quote["now"]))


def _moved_to(quote: Mapping[str, Any]) -> str:
    """Where moved words stand now, as far as that is another place."""
    if quote["outcome"] != "moved" or quote["now"] is None:
        return ""
    now = quote["now"]["citation"]
    section = f", under “{now['section'][-1]}”" if now["section"] else ""
    page = f", page {now['page_label'] or now['page']}" if now["page"] else ""
    document = "" if now["path"] == quote["path"] else f" {now['path']}"
    return f", now{document} at character {now['start']:,}{page}{section}"


def _questions(questions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    asked = [question for question in questions if "error" not in question]
    if asked:
        yield f"\nQuestions: {sum(question['changed'] for question in asked)} of {len(asked)} are answered differently."
    for question in questions:
        if "error" in question:
            yield f"\nA question cannot be asked: {question['error']}"
            continue
        yield f"\n“{question['question']}”: {_answered(question)}"
        yield from (
            f"  {sign} {line}" for sign, side in (("-", "gone"), ("+", "new")) for quote in question[side] for line in _lines(quote)
        )


def _answered(question: Mapping[str, Any]) -> str:
    before, after = question["answered"]["before"], question["answered"]["after"]
    if before != after:
        return "answered now, not before" if after else "no longer answered"
    if not after:
        return "not answered, as before"
    if not question["changed"]:
        return "the same answer"
    return "another answer" if question["gone"] or question["new"] else "the same quotations in another order"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(each) for each in value) or "none"
    return "not known" if value is None else str(value)


def _lines(text: Mapping[str, Any] | None) -> list[str]:
    return _text_lines(str(text["text"])) if text else []


def _text_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
