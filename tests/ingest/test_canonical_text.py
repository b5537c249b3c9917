from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical_text import normalise, unknown_signs
from ingest.hyphenation import WordForms

NO_WORDS = WordForms([])

awkward_text = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aeio AB12.,;:-–—‘’“”"
            "\n\t\u00a0\u2009\u3000\u00ad\u200b\u200f\u202e\ufeff\ufb01\ufb03\u0301\u0308é\u2011\u2010/=1ᄀ ᅡᆨ\x02\x85\ue000"
        ),
        st.characters(),
    ),
    max_size=60,
)


@given(awkward_text)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalise(raw, NO_WORDS).text
    assert normalise(once, NO_WORDS).text == once


@given(awkward_text)
def test_every_character_knows_where_it_came_from(raw: str) -> None:
    canonical_text = normalise(raw, NO_WORDS)
    assert len(canonical_text.origins) == len(canonical_text.text)
    assert list(canonical_text.origins) == sorted(canonical_text.origins)
    for character, origin in zip(canonical_text.text, canonical_text.origins, strict=True):
        if character.isascii() and character.isalnum() and raw[origin].isascii():
            assert raw[origin] == character


def test_odd_spaces_and_line_ends_become_single_spaces() -> None:
    assert normalise("  co\u00a0operate\u2009\n\t with \u3000 care \n", NO_WORDS).text == "co operate with care"


def test_ligatures_are_spelt_out_and_invisible_characters_go() -> None:
    assert normalise("\ufeffe\ufb03cient \u202epub\u00adlic\u200b \ufb01nance", NO_WORDS).text == "efficient public finance"


def test_quotation_marks_and_dashes_stay_as_written() -> None:
    text = "“Gaun Yersel” – the ‘strategy’ — it's 2010–2013"
    assert normalise(text, NO_WORDS).text == text


def test_a_word_cut_at_a_line_end_is_joined_when_the_document_has_it_whole() -> None:
    assert normalise("the commis-\nsion met", WordForms(["The commission reported."])).text == "the commission met"


def test_a_word_that_a_narrow_cell_cuts_without_a_hyphen_is_whole_where_the_document_has_it_whole() -> None:
    raw = "Type: Supported\naccommod\nation; Lead: accommodat\nion team"
    words = WordForms(["All accommodation is checked, also accommodation for a night.", raw])
    assert normalise(raw, words).text == "Type: Supported accommodation; Lead: accommodation team"
    assert normalise(raw, WordForms([raw])).text == "Type: Supported accommod ation; Lead: accommodat ion team"


def test_two_words_under_one_another_stay_two_though_the_document_has_them_as_one() -> None:
    raw = "Lead: child\ncare staff"
    assert normalise(raw, WordForms(["Each child has childcare, and every child is safe.", raw])).text == "Lead: child care staff"
    assert normalise("and some\ntimes they came", WordForms(["Sometimes, sometimes"])).text == "and some times they came"


def test_a_compound_keeps_its_hyphen_at_a_line_end_when_the_document_writes_it_so() -> None:
    words = WordForms(["Co-production and self-directed support need decision-making."])
    assert (
        normalise("co-\nproduction, self-\ndirected and decision-\nmaking", words).text
        == "co-production, self-directed and decision-making"
    )


def test_a_hyphen_at_a_line_end_goes_when_the_halves_are_no_words() -> None:
    assert normalise("the infor-\nmation was personal-\nised, a part-\nner in co-\nhesion", NO_WORDS).text == (
        "the information was personalised, a partner in cohesion"
    )


def test_a_hyphen_before_a_capital_or_after_a_number_stays() -> None:
    assert (
        normalise("a non-\nEuropean, UK-\nwide and 2011-\n12 plan, day-to-\nday", NO_WORDS).text
        == "a non-European, UK-wide and 2011-12 plan, day-to-day"
    )


def test_compounds_of_three_parts_keep_their_first_hyphen_and_those_of_numbers_theirs() -> None:
    words = WordForms(["An eight character code, a day and a face."])
    raw = "the day-\nto-day work, face-\nto-face, an eight-\ncharacter code, a be-\ntween"
    assert normalise(raw, words).text == "the day-to-day work, face-to-face, an eight-character code, a between"


def test_a_cut_within_the_second_part_of_a_compound_is_mended() -> None:
    words = WordForms(["A person-centred plan, a production and its profit."])
    assert (
        normalise("co-pro-\nduction, self-manage-\nment, person-cen-\ntred, state-of-the-\nart, non-profit-\nmaking", words).text
        == "co-production, self-management, person-centred, state-of-the-art, non-profit-making"
    )


def test_a_compound_of_three_words_keeps_its_hyphen_though_the_document_has_none_of_them_elsewhere() -> None:
    words = WordForms(["Plans for people who are here."])
    assert normalise("non-English-\nspeaking, non-profit-\nmaking, self-eva-\nluation, CO-PRO-\nDUCTION", words).text == (
        "non-English-speaking, non-profit-making, self-evaluation, CO-PRODUCTION"
    )


def test_a_soft_hyphen_at_a_line_end_always_goes() -> None:
    assert normalise("self\u00ad\nishness", WordForms(["self-ishness"])).text == "selfishness"


def test_an_address_cut_at_a_line_end_is_whole_again() -> None:
    assert (
        normalise("at http://www.gov.scot/Resource/\n0042/00423472.pdf, accessed", NO_WORDS).text
        == "at http://www.gov.scot/Resource/0042/00423472.pdf, accessed"
    )
    assert normalise("see http://www.gov.scot/\nfor more", NO_WORDS).text == "see http://www.gov.scot/ for more"


def test_a_sign_that_means_different_things_in_different_fonts_goes() -> None:
    assert normalise("Do you rent? \uf0a3 Yes \uf0a3 No", NO_WORDS).text == "Do you rent? Yes No"


def test_signs_that_only_their_font_knows_are_counted_and_others_are_not() -> None:
    assert unknown_signs("Ring \ue0a7\x14 first, \uf0fc or \uf0b7.\n\tAll\u00ad of it") == 2


def test_first_halves_that_are_seldom_written_as_one_keep_their_hyphen_though_the_document_settles_nothing() -> None:
    words = WordForms(["Each person has a plan."])
    compounds = "anti-\ndiscrimination, multi-\nagency, cross-\nborder, long-\nterm, short-\nlived, evidence-\ninformed, person-\ncentred"
    assert normalise(compounds, words).text == compounds.replace("\n", "")
    cut = "anti-\nbiotics, multi-\nple, cross-\ning, long-\nest, short-\nage, anti-\ncipate, enter-\ntainment, harbin-\nger"
    assert normalise(cut, words).text == cut.replace("-\n", "")


def test_what_the_document_writes_elsewhere_weighs_more() -> None:
    assert normalise("anti-\nsocial and multi-\nagency", WordForms(["antisocial", "multiagency"])).text == "antisocial and multiagency"


def test_words_that_only_begin_like_compounds_are_one() -> None:
    words = WordForms(["The UN said so in the plan. Re: all"])
    cut = "anti-\nmicrobial, multi-\nmorbidity, short-\nness, cross-\nbench, policy-\nholders, un-\nrelated, re-\nfocused, in-\nspecific"
    assert normalise(cut, words).text == cut.replace("-\n", "")
