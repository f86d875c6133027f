"""Spellings, case and word bounds of the lexicon's forms."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import Entry
from kg.lexicon.forms import Matcher, any_case, soften, spellings
from kg.model import EntityType


def matcher(*forms: str, versions: bool = False) -> Matcher:
    entries = [Entry(id=f"method/{form}", name=form, type=EntityType.METHOD, versions=versions) for form in forms]
    return Matcher(entries, {})


def found(text: str, *forms: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in matcher(*forms).find(text)]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("self-attention", "uses self attention here"),
        ("self-attention", "uses Self-Attention here"),
        ("self-attention", "uses self\nattention here"),
        ("self attention", "uses self\u2010attention here"),
        ("self-attention", "(self-attention)"),
        ("plum sorting", "\\textbf{plum sorting}"),
        ("plum sorting", "plum~sorting"),
        ("multi-task learning", "multitask learning"),
        ("multimodal sorting", "multi-modal sorting"),
        ("plum optimization", "plum optimisation"),
        ("plum color modeling", "plum colour modelling"),
        ("plum study", "plum studies"),
        ("plum analysis", "plum analyses"),
        ("plum mesh", "plum meshes"),
        ("plum sorter", "plum sorters"),
        ("Plum-4", "Plum4"),
        ("Plum-4", "plum 4"),
        ("CLIP", "CLIP's"),
        ("PlumTorch", "Plumtorch"),
    ],
)
def test_spellings_of_one_form(form, text):
    assert len(found(text, form)) == 1


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("RL", "world"),
        ("RL", "RLHF"),
        ("CLIP", "clip"),
        ("CLIP", "Clip"),
        ("Falcon", "falcon"),
        ("QuALITY", "quality"),
        ("Plum-2", "Plum-2.5"),
        ("Plum", "Plum_x"),
        ("Plum", "Plum+"),
        ("Plum", "prePlum"),
    ],
)
def test_what_is_another_word(form, text):
    assert found(text, form) == []


def test_overlapping_forms_are_all_found():
    assert sorted(found("graph plum network sorting", "graph plum network", "plum network sorting")) == [
        "graph plum network",
        "plum network sorting",
    ]


def test_a_version_may_follow_at_once_where_the_family_has_versions():
    (hit,) = matcher("Plum", versions=True).find("Plum3.5 wins")
    assert hit.glued and (hit.start, hit.end) == (0, 4)


def test_what_is_written_goes_before_any_case():
    exact = Entry(id="dataset/superplum", name="SuperPLUM", type=EntityType.DATASET)
    loose = Entry(id="method/superplum", name="superplum", type=EntityType.METHOD)
    both = Matcher([loose, exact], {})
    (hit,) = both.find("on SuperPLUM")
    assert hit.forms[0].entry is exact
    (hit,) = both.find("on Superplum")
    assert [form.entry for form in hit.forms] == [loose]


def test_softening_keeps_the_length_of_every_character():
    text = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    soft = soften(text)
    assert len(soft) == len(text)
    assert len(soft.lower()) == len(text)


@given(st.text(alphabet="ab -s.2P()", max_size=40))
def test_hits_lie_on_word_bounds(text):
    for hit in matcher("a b", "ab", "P-2", "b").find(text):
        assert not (hit.start and text[hit.start - 1].isalnum())
        assert hit.glued or not text[hit.end : hit.end + 1].isalnum()


@given(
    st.text(alphabet="abzi -sy", min_size=1, max_size=20).filter(lambda form: form[0].isalnum() and form[-1].isalnum())
)
def test_every_spelling_of_a_form_is_found(form):
    for spelling in spellings(form):
        assert any_case(form) != form.islower() or found(spelling, form)
