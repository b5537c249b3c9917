from datetime import UTC, datetime
from types import SimpleNamespace

from ingest.property_facts import facts_from_properties

CUSTOM = (
    b'<Properties xmlns:vt="v"><property fmtid="x" pid="2" name="Licence"><vt:lpwstr>CC BY 4.0 &amp; more</vt:lpwstr></property>'
    b'<property name="Date published"><vt:filetime>2014-05-01T00:00:00Z</vt:filetime></property>'
    b'<property name="Publisher"><vt:lpwstr>A Press</vt:lpwstr></property></Properties>'
)
SAVED = SimpleNamespace(title="The plan", author="Ann Ayr", language="en-GB", modified=datetime(2019, 3, 4, tzinfo=UTC), created=None)


def test_publisher_licence_and_date_come_from_the_properties_that_people_add_themselves() -> None:
    facts = facts_from_properties(SAVED, {"/docProps/custom.xml": CUSTOM, "/docProps/app.xml": b"<Company>Other</Company>"})
    assert (facts.title, facts.authors, facts.language) == ("The plan", ("Ann Ayr",), "en-GB")
    assert (facts.publisher, facts.licence, facts.published) == ("A Press", "CC BY 4.0 & more", "2014-05-01")
    assert facts.made == "2019-03-04"


def test_the_company_stands_in_for_the_publisher_and_the_day_of_the_last_save_for_nothing() -> None:
    facts = facts_from_properties(SAVED, {"/docProps/app.xml": b"<Company>Council &amp; Partners</Company>"})
    assert (facts.publisher, facts.published) == ("Council & Partners", None)


def test_damaged_properties_give_no_facts() -> None:
    class Damaged:
        @property
        def title(self) -> str:
            raise ValueError("no date")

    for core in (None, Damaged()):
        facts = facts_from_properties(core, {"/docProps/custom.xml": b"\xff<property name="})
        assert (facts.title, facts.authors, facts.publisher, facts.made) == (None, (), None, None)
