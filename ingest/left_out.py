"""What a parser leaves out of the text of a document, by reason, and the words of it where a person should see that nothing is lost."""

from __future__ import annotations

from collections import Counter

from copro_qa.texts import texts

__all__ = ["LeftOut", "Reason"]

_MOST_TEXTS = 100  # of a reason that are named; the rest are counted
_LONGEST = 160  # characters of one
_THE_REST = "…"


class Reason:
    """Why text is left out, in the words of the catalogue that a person reads."""

    HIDDEN = texts()("left_out.hidden")
    PICTURE = texts()("left_out.picture")
    RECORDING = texts()("left_out.recording")
    EMBEDDED_OBJECT = texts()("left_out.embedded_object")
    EMBEDDED_DOCUMENT = texts()("left_out.embedded_document")
    FORM_CONTROL = texts()("left_out.form_control")
    FOOTNOTE_MARK = texts()("left_out.footnote_mark")
    PAGE_HEADER = texts()("left_out.page_header")
    RUNNING_LINE = texts()("left_out.running_line")
    RUNNING_HEADER = texts()("left_out.running_header")
    PAGE_NUMBER = texts()("left_out.page_number")
    CHART = texts()("left_out.chart")
    FORMULA = texts()("left_out.formula")
    COMMENT = texts()("left_out.comment")
    DELETED = texts()("left_out.deleted")
    STRUCK_OUT = texts()("left_out.struck_out")
    EMPTY_FIELD = texts()("left_out.empty_field")
    HIDDEN_SLIDE = texts()("left_out.hidden_slide")
    LAYOUT_INSTRUCTION = texts()("left_out.layout_instruction")
    FURNITURE = texts()("left_out.furniture")
    OUTSIDE = texts()("left_out.outside")
    DECORATION = texts()("left_out.decoration")
    TURNED = texts()("left_out.turned")
    UNKNOWN_SIGN = texts()("left_out.unknown_sign")
    UNREADABLE_FONT = texts()("left_out.unreadable_font")
    INVISIBLE = texts()("left_out.invisible")
    OFF_PAGE = texts()("left_out.off_page")
    TOO_SMALL = texts()("left_out.too_small")
    SAME_COLOUR = texts()("left_out.same_colour")
    SWITCHED_OFF = texts()("left_out.switched_off")
    COVERED = texts()("left_out.covered")


class LeftOut(Counter[str]):
    """Why text was left out, in plain words, and how many pieces. ``texts`` holds the words of those that were added with them."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, dict[str, tuple[str, int]]] = {}

    def add(self, reason: str, text: str, *, kind: str = "") -> None:
        """Counts a piece and keeps its words. Pieces of one ``kind``, such as lines that differ by their number, are named once."""
        self[reason] += 1
        said = self._said.setdefault(reason, {})
        flat = " ".join(text.split())
        if not flat:
            return
        key = kind or flat
        if key not in said and len(said) >= _MOST_TEXTS:
            key, flat = _THE_REST, _THE_REST
        named, times = said.get(key, (flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rstrip()}…", 0))
        said[key] = named, times + 1

    def take(self, other: LeftOut) -> None:
        """Adds what was left out of a part that was read by itself."""
        self.update(other)
        for reason, theirs in other._said.items():  # another of the same kind
            for key, (named, times) in theirs.items():
                said = self._said.setdefault(reason, {})
                said[key] = said.get(key, (named, 0))[0], said.get(key, (named, 0))[1] + times

    @property
    def texts(self) -> dict[str, dict[str, int]]:
        """By reason the words that were left out, each with how often; what was too much to name stands under "…"."""
        found: dict[str, dict[str, int]] = {}
        for reason, named_texts in sorted(self._said.items()):
            for named, times in named_texts.values():
                of_reason = found.setdefault(reason, {})
                of_reason[named] = of_reason.get(named, 0) + times
        return found
