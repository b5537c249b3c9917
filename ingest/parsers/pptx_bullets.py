"""Which paragraphs of a slide carry a bullet or a number: by their own settings, else by those of layout and master."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.enumerators import letters, roman
from ingest.stated_numbers import stated_number

__all__ = ["Bullets", "a", "p"]

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_BODIES = frozenset({"body", "obj", "subTitle", "tbl", "chart", None})  # what follows the master's style for text
_DEEPEST = 8


def a(name: str) -> str:
    """The full name of a DrawingML element."""
    return _DRAWING + name


def p(name: str) -> str:
    """The full name of a PresentationML element."""
    return _PRESENTATION + name


class Bullets:
    """Counts the numbered paragraphs of one shape or cell in order. ``lists`` are the list styles that hold for it, nearest first."""

    def __init__(self, lists: Iterable[Any]) -> None:  # lxml
        self._lists = list(lists)
        self._counts: dict[int, tuple[str, int]] = {}

    @classmethod
    def of_shape(cls, shape: Any) -> Bullets:  # noqa: ANN401  # python-pptx
        """Those of a shape of python-pptx with text."""
        return cls(_list_styles(shape))

    @classmethod
    def of_cell(cls, cell: Any) -> Bullets:  # noqa: ANN401  # lxml
        """Those of a cell of a table."""
        return cls(cell.findall(f"{a('txBody')}/{a('lstStyle')}"))

    def label_of(self, paragraph: Any) -> str | None:  # noqa: ANN401  # lxml
        """The next paragraph's number, "" for a bullet, None for neither. Call it once a paragraph, in order."""
        own = paragraph.find(a("pPr"))
        depth = min(max(stated_number(None if own is None else own.get("lvl")) or 0, 0), _DEEPEST)
        for deeper in [level for level in self._counts if level > depth]:
            del self._counts[deeper]
        properties = [own, *(style.find(a(f"lvl{depth + 1}pPr")) for style in self._lists)]
        for node in properties:
            if node is None:
                continue
            if node.find(a("buNone")) is not None:
                break
            numbered = node.find(a("buAutoNum"))
            if numbered is not None:
                return self._next(depth, numbered)
            if node.find(a("buChar")) is not None or node.find(a("buBlip")) is not None:
                self._counts.pop(depth, None)
                return ""
        self._counts.pop(depth, None)
        return None

    def _next(self, depth: int, numbered: Any) -> str:  # noqa: ANN401  # lxml
        form, start = numbered.get("type") or "arabicPeriod", stated_number(numbered.get("startAt"))
        first = 1 if start is None else start
        counted_form, count = self._counts.get(depth, ("", 0))
        count = count + 1 if counted_form == form else first
        self._counts[depth] = (form, count)
        return _written(count, form)


def _list_styles(shape: Any) -> Iterator[Any]:  # noqa: ANN401  # python-pptx
    """The list styles that hold for a shape, nearest first: its own, its layout's, its master's."""
    body = shape.element.find(p("txBody"))
    own = None if body is None else body.find(a("lstStyle"))
    if own is not None:
        yield own
    if not shape.is_placeholder:
        return
    role = shape.element.find(f".//{p('ph')}").get("type")
    above = shape
    for _ in range(2):  # layout, then master
        above = getattr(above, "_base_placeholder", None)
        if above is None:
            break
        inherited = above.element.find(f"{p('txBody')}/{a('lstStyle')}")
        if inherited is not None:
            yield inherited
    if role in _BODIES:
        master = shape.part.slide.slide_layout.slide_master
        styles = master.element.find(f"{p('txStyles')}/{p('bodyStyle')}")
        if styles is not None:
            yield styles


def _written(number: int, form: str) -> str:
    """A number as PowerPoint writes it; ``form`` is its name for the way, such as "alphaLcParenBoth"."""
    if form.startswith("alpha"):
        text = letters(number)
    elif form.startswith("roman"):
        text = roman(number)
    else:
        text = str(number)
    text = text.upper() if "Uc" in form else text
    if form.endswith("ParenBoth"):
        return f"({text})"
    return f"{text})" if form.endswith("ParenR") else text if form.endswith("Plain") else f"{text}."
