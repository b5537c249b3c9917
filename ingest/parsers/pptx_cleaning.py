"""What is put right in a slide before its shapes are looked at: shapes that are written in several ways, and roles nobody knows."""

from __future__ import annotations

from typing import Any

from ingest.parsers.pptx_bullets import a, p

__all__ = ["clean"]

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_ROLES = frozenset("body chart clipArt ctrTitle dgm dt ftr hdr media obj pic sldImg sldNum subTitle tbl title".split())


def clean(slide: Any) -> None:  # noqa: ANN401  # python-pptx
    """Puts right a slide, its layout and its master."""
    layout = slide.slide_layout
    for root in (slide.element, layout.element, layout.slide_master.element):
        for role in root.iter(p("ph")):
            if role.get("type") not in (None, *_ROLES):
                del role.attrib["type"]
        for node in list(root.iter(_ALTERNATIVES)):
            if node.getparent().tag in (p("spTree"), p("grpSp")):
                _put_in_place(node)


def _put_in_place(node: Any) -> None:  # noqa: ANN401  # lxml
    """Has the shapes of one way of writing stand for all of them: the first way with words, as that with an equation, else the last.

    For older programs such a shape is a picture of itself.
    """
    ways = [way for way in node if isinstance(way.tag, str)]
    shown = next((way for way in ways if any((text.text or "").strip() for text in way.iter(a("t")))), ways[-1] if ways else ())
    parent = node.getparent()
    place = parent.index(node)
    for offset, shape in enumerate(list(shown)):
        parent.insert(place + offset, shape)
    parent.remove(node)
