from __future__ import annotations

import pytest

from copro_qa.answer import Citation, Quote
from copro_qa.document import Document, Recognised
from copro_qa.payload import quote_payload
from copro_qa.provenance.locate import Outcome
from copro_qa.provenance.quote_check import QuoteCheck
from copro_qa.service.flag_texts import flag_texts
from copro_qa.service.pages.proof_view import checked_views, place_view
from tests.fakes import written


@pytest.mark.parametrize("sure, percent", [(0.57, "57%"), (0.29, "29%"), (0.94, "94%"), (0.996, "100%")])
def test_how_sure_text_recognition_is_is_said_to_the_nearest_percent(sure: float, percent: str) -> None:
    (text,) = flag_texts(["ocr"], sure)
    assert f" {percent} sure" in text


def test_pages_of_checked_quotes_say_how_sure_text_recognition_is_of_them() -> None:
    plain = written("scan.pdf", "People lead.")
    made = Document(plain.id, plain.text, plain.blocks, (), plain.source, (Recognised(0, len(plain.text), 0.4),))
    span = made.span(0, 12)
    quote, checked = quote_payload(Quote(span, 0.9), 1), QuoteCheck(Outcome.IDENTICAL, span.text, {}, span=span)
    (shared,) = checked_views([checked], [quote])
    assert shared.flags == place_view(checked).flags == flag_texts(Citation(1, Quote(span, 0.9), span).flags, 0.4)
    assert "Poorly read" in shared.flags[0]
