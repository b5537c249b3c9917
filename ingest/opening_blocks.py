"""A line of a document's first page, and what may be told of it by its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copro_qa.document import BlockKind
from ingest.written_dates import written_dates

__all__ = ["OpeningBlock", "is_body", "is_general", "is_only_date", "telling_words"]

_GENERAL = re.compile(
    r"(?:[\divxl.]+\s+)?(?:(?:table of )?contents|index|introduction|foreword|preface|(?:executive )?summary|abstract|background|overview|"
    r"agenda|memo(?:randum)?|letter|(?:press|news) release|notice|present|apologies.*|acknowledge?ments?|glossary|notes?|"
    r"page \w+|seite \d+|for immediate release|important\b.*|"
    r"public disclosure authorized|draft|confidential|official(?: sensitive)?|regulations?|directives?|decisions?|"
    r"federal register\b.*|editorial|article|"
    r"research (?:article|paper)|analysis|review|(?:interim|final|full|draft) report|"
    r"perspective|heading \d+|annex(?: \w+)?|appendix(?: \w+)?|part \w+|chapter \w+|section \w+|version [\d.]+|to|from|dear .*|re:?)\W*\Z",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:the\s+)?(?!.*\b(?:report|minutes|notice|policy|plan|strategy|guidance|act|review|statement|procedures?|terms|constitution|standing)\b)"
    r"(?:(?:[\w&'’,.()-]+\s+){0,7}(?:council|committee|department|ministry|commission|office|agency|board|authority|trust|institute|university|"
    r"association|society|group|foundation|parliament|congress|government|corporation|company|bank|union|college|district|"
    r"administration|united nations)"
    r"|(?:[\w’'.]+\s+){0,5}(?:department|ministry|council|office|university|city|county|government|parliament|house)\s+"
    r"(?:of|for)\s+[\w &,'’-]{3,60}"
    r"|(?:[\w’'.]+\s+){0,4}(?:commission|committee|task\s?force|council)\s+(?:on|for)\s+[\w &,'’-]{3,80}"
    r"|(?:fish and wildlife|national park|forest) service|bureau of [\w ,]{3,60})\W*\Z",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"\A\W*(?:first |last )?(?:published|updated|reviewed|revised|issued|posted|dated?|date of publication)(?: on)?\b\W*", re.IGNORECASE
)
_DAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\W*", re.IGNORECASE
)  # of no year
_STOP_WORDS = frozenset("the a an of and for in on to with by at from or as is are be its our this that".split())


@dataclass(frozen=True, slots=True)
class OpeningBlock:
    """A block of the first page, its text on one line."""

    kind: BlockKind
    level: int
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def is_heading(self) -> bool:
        """Whether it is set as the title or as a heading."""
        return self.kind in (BlockKind.TITLE, BlockKind.HEADING)


def telling_words(text: str) -> list[str]:
    """The words of a text that say something, in small letters; numbers are among them."""
    return [word for word in re.findall(r"[^\W_]+", text.casefold()) if word not in _STOP_WORDS]


def is_general(text: str) -> bool:
    """Whether a heading may stand in any document ("Introduction"), so that it is no title of one."""
    return bool(_GENERAL.match(text))


def is_body(text: str) -> bool:
    """Whether a line is but the name of a council, a department or another body."""
    return bool(_BODY.match(text))


def is_only_date(text: str) -> bool:
    """Whether a line says nothing but a date, with or without its weekday, or a word for what happened then."""
    label = _DATE_LABEL.match(text)
    if label and _DAY.fullmatch(text[label.end() :]):
        return True
    text = text[label.end() :] if label else text
    dates = written_dates(text)
    return bool(dates) and not [word for word in telling_words(text[: dates[0].start] + text[dates[0].end :]) if not word.endswith("day")]
