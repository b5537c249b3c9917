"""The signs of the font Symbol."""

from ingest.symbol_font import as_letters


def test_signs_and_letters_of_symbol_are_those_that_a_reader_sees() -> None:
    assert as_letters("aged \uf0b3 16 or \uf0a3 5 \uf06dg, \uf0b1 2\uf0b0, \uf02d3") == "aged ≥ 16 or ≤ 5 μg, ± 2°, −3"


def test_a_bullet_stays_a_bullet() -> None:
    assert as_letters("\uf0b7 first") == "\uf0b7 first"
