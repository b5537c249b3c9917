"""What the first pages say of a document is never more than they say, whatever stands there."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.file_kind import FileKind
from ingest.opening import opening_of
from ingest.parsed import FileFacts
from ingest.settled_facts import settle_facts
from ingest.written_dates import written_dates
from tests.ingest.opening_pages import first_page

PIECES = st.sampled_from(
    "# ## | Minutes Agenda council Department of held on Published: Adopted Date: Subject: Title: 3rd May 2019 31/12/2018 2019-13-45 00 "
    "99/99/9999 December - – , . ; [x] {{ Ayton \u0138\u0119 \u4eba 1st 2nd until by v1.2 @ 12:08 “so” Title_v3.doc".split(" ")
)
LINES = st.lists(st.lists(PIECES, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=9).map(lambda lines: [*lines, "The end"])
DAY = re.compile(r"(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?")


@given(
    LINES, st.none() | st.lists(PIECES, max_size=6).map(" ".join), st.sampled_from([None, "2019", "2019-05", "2019-02-31", "2003-01-01"])
)
def test_any_page_gives_a_title_of_its_words_and_a_date_that_it_states(lines: list[str], stated: str | None, made: str | None) -> None:
    page = first_page(*lines, facts=FileFacts(title=stated, made=made), kind=FileKind.PDF)
    facts, text = settle_facts(page).facts, opening_of(page).text
    words = set(re.findall(r"\w+", f"{text} {stated or ''}"))
    assert set(re.findall(r"\w+", facts.title or "")) <= words
    if facts.published:
        assert DAY.fullmatch(facts.published)
        known = {reading for date in written_dates(text) for reading in date.readings}
        assert facts.published == made or any(reading.startswith(facts.published) for reading in known)
