"""A conversation in Markdown: quotations as block quotes, with footnotes, as Pandoc, GitHub and most others read it."""

from __future__ import annotations

import re

from copro_qa.service.exports.taken import TakenAnswer, TakenConversation, TakenQuote
from copro_qa.texts import texts

__all__ = ["markdown"]

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&^${}]")
_BEGINS_SOMETHING = re.compile(r"^(\s*)([-+=:!]|\d+(?=[.)]))")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])")


def markdown(conversation: TakenConversation) -> str:
    """The conversation. A reader of Markdown shows every quoted character as it is, but for white space."""
    say = texts()
    parts = [f"# {say('export.title')}", say("export.introduction")]
    if conversation.notice:
        parts.append(f"**{_plain(conversation.notice)}**")
    for answer in conversation.answers:
        parts += _answer(answer)
    if conversation.works:
        parts += [f"## {say('export.references')}", "\n".join(f"- {_plain(work)}" for work in conversation.works)]
        licences = (f"- {_plain(title)}: {_plain(licence)}" for title, licence in conversation.licences)
        parts += [f"## {say('export.licences')}", "\n".join(licences)]
    notes = [f"[^{quote.number}]: {_plain(quote.note)}" for answer in conversation.answers for quote in (*answer.quotes, *answer.related)]
    return "\n\n".join([*parts, *notes]) + "\n"


def _answer(answer: TakenAnswer) -> list[str]:
    say = texts()
    parts = [f"## {_plain(answer.question)}"]
    if answer.looked_for:
        parts.append(_plain(answer.looked_for))
    parts += [_quote(quote) for quote in answer.quotes]
    if answer.unanswered:
        parts += [say("answer.unanswered", count=len(answer.unanswered)), "\n".join(f"- {_plain(part)}" for part in answer.unanswered)]
    if answer.refusal:
        parts.append(f"{say('refusal.title')}. {_plain(answer.refusal)}")
    if answer.related:
        parts += [f"### {say('refusal.related')}", *(_quote(quote) for quote in answer.related)]
    return [*parts, f"*{_plain(answer.searched)}*"]


def _quote(quote: TakenQuote) -> str:
    lead = [*_lines(quote.lead), ""] if quote.lead else []
    lines = _lines(quote.words)
    lines[-1] += f"[^{quote.number}]"
    return "\n".join(f"> {line}".rstrip() for line in [*lead, *lines])


def _lines(text: str) -> list[str]:
    """The lines of a text; a line end that is no paragraph's is kept by a backslash."""
    lines = [_line(line) for line in text.splitlines()] or [""]
    return [f"{line}\\" if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)]


def _plain(text: str) -> str:
    return _line(" ".join(text.split()))


def _line(line: str) -> str:
    """One line in which no character has a meaning to a reader of Markdown."""
    line = _SPECIAL.sub(r"\\\g<0>", line.strip())
    if _NUMBERED.match(line):
        return _NUMBERED.sub(r"\1\\\2", line)
    return _BEGINS_SOMETHING.sub(r"\1\\\2", line)
