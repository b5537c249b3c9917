"""The content controls of a Word document that say they show their prompt, and hold words that a program has filled in."""

from __future__ import annotations

from typing import Any

from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_runs import attribute, is_prompt

__all__ = ["see_what_was_filled_in"]

_SINCE_2013 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_PROMPT_STYLE = "placeholder text"


def see_what_was_filled_in(body: Any, glossary: Any | None, styles: Any | None) -> None:  # noqa: ANN401  # lxml
    """Takes the mark from controls whose words are neither those of their prompt, nor set as prompts are.

    Programs that fill in forms often leave it there. ``glossary`` is the part that keeps the prompts; without it the mark is believed.
    Controls that do not show that they are any, with words that are not set as prompts are, hold the headings of templates.
    """
    prompts = {} if glossary is None else {_name(part): _words(part) for part in glossary.iter(w("docPart"))}
    nodes = () if styles is None else styles.iter(w("style"))
    prompt_styles = {node.get(w("styleId")) for node in nodes if (attribute(node.find(w("name"))) or "").lower() == _PROMPT_STYLE}
    for control in [node for node in body.iter(w("sdt")) if is_prompt(node)]:
        settings = control.find(w("sdtPr"))
        prompt = prompts.get(attribute(settings.find(f"{w('placeholder')}/{w('docPart')}")))
        content = control.find(w("sdtContent"))
        is_unseen = any(node.get(f"{_SINCE_2013}val") == "hidden" for node in settings.iter(f"{_SINCE_2013}appearance"))
        if content is None or not (is_unseen or (prompt is not None and _words(content) != prompt)):
            continue
        if not any(attribute(style) in prompt_styles for style in content.iter(w("rStyle"))):
            settings.remove(settings.find(w("showingPlcHdr")))


def _name(part: Any) -> str | None:  # noqa: ANN401  # lxml
    return attribute(part.find(f"{w('docPartPr')}/{w('name')}"))


def _words(node: Any) -> str:  # noqa: ANN401  # lxml
    return " ".join("".join(text.text or "" for text in node.iter(w("t"))).split())
