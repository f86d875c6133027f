"""The words that tell what a text says of its names."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.cues import CALLING, GOVERNORS, INTRODUCING, OWN, PREPOSITIONS, STRONG, cues


def words(text: str) -> list[str]:
    return [cue.word for cue in cues(text)]


def test_the_longest_cue_is_found() -> None:
    assert words("This paper outperforms the paper") == ["this paper", "outperforms", "the paper"]


def test_case_does_not_matter() -> None:
    assert words("WE Propose") == ["we", "propose"]


def test_a_hyphen_binds() -> None:
    assert words("on-device built-in pre-trained") == ["pre-trained"]


def test_a_cue_may_wrap() -> None:
    assert words("In this\npaper") == ["in", "this paper"]


def test_barriers_are_cues() -> None:
    assert words("with: x; y") == ["with", ":", ";"]


def test_offsets_hold_though_lower_case_may_be_longer() -> None:
    text = "İİ we use"
    assert [text[cue.start : cue.end] for cue in cues(text)] == ["we", "use"]


def test_strong_verbs_introduce() -> None:
    assert STRONG < INTRODUCING
    assert "propose" in STRONG
    assert "build" not in STRONG


@given(st.lists(st.sampled_from(sorted(GOVERNORS.keys() | PREPOSITIONS | INTRODUCING | CALLING | OWN)), max_size=6))
def test_every_listed_word_is_found(listed: list[str]) -> None:
    text = " , ".join(listed)
    assert words(text) == listed


@given(st.text(max_size=200))
def test_cues_stand_in_order_and_never_overlap(text: str) -> None:
    found = cues(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(len(cue.word) == cue.end - cue.start for cue in found)
