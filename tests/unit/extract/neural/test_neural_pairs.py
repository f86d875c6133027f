"""What stands between a number and a name."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.neural.labels import TYPES
from kg.extract.neural.pairs import REACH, SIZES, distances, features
from kg.model import EntityType

MODEL, DATASET = TYPES.index(EntityType.MODEL), TYPES.index(EntityType.DATASET)
DISTANCE, APART, TYPE, BEFORE, CUE, BREAKS, COMPARING, SAME = range(len(SIZES))


def read(text: str, number: int, *mentions: tuple[int, int, int], sentences: list[int] | None = None) -> np.ndarray:
    words = text.lower().split()
    places = np.array(sentences or [1] * len(words))
    return features(words, places, np.array([[number, number]]), np.array(mentions))[0]


def test_the_side_of_a_name_and_its_distance() -> None:
    left, right = read("fooNet reaches 81 on the barSet", 2, (0, 0, MODEL), (5, 5, DATASET))
    assert left[DISTANCE] == 2
    assert right[DISTANCE] == 3 + SIZES[DISTANCE] // 2
    assert (left[TYPE], right[TYPE]) == (1 + MODEL, 1 + len(TYPES) + DATASET)


def test_the_word_before_a_name_and_the_cue_that_reaches_it() -> None:
    words = "it is 2x faster than the old fooNet on barSet"
    foo, bar = read(words, 2, (7, 7, MODEL), (9, 9, DATASET))
    assert foo[BEFORE] == 0  # "old" is no cue
    assert foo[CUE] == 1  # "than"
    assert bar[BEFORE] == bar[CUE] == 6  # "on"


def test_breaks_and_comparing_words_between() -> None:
    (found,) = read("fooNet , while slow , wins over all by 2x", 9, (0, 0, MODEL))
    assert (found[BREAKS], found[COMPARING]) == (3, 1)


def test_names_of_the_same_type_between() -> None:
    first, second, other = read(
        "fooNet and barNet on bazSet reach 90", 6, (0, 0, MODEL), (2, 2, MODEL), (4, 4, DATASET)
    )
    assert (first[SAME], second[SAME], other[SAME]) == (1, 0, 0)


def test_sentences_apart() -> None:
    found = read(
        "a b c d e 9 f", 5, (0, 0, 0), (1, 1, 0), (3, 3, 0), (4, 4, 0), (6, 6, 0), sentences=[0, 1, 2, 3, 4, 4, 5]
    )
    assert found[:, APART].tolist() == [7, 4, 1, 0, 3]


def test_without_numbers_or_names_there_is_nothing() -> None:
    empty = np.zeros((0, 2), int), np.zeros((0, 3), int)
    assert features([], np.zeros(0, int), *empty).shape == (0, 0, len(SIZES))


def test_distances_are_bounded() -> None:
    assert distances(np.array([[1, 1]]), 3).tolist() == [[REACH - 1, REACH, REACH + 1]]
    assert distances(np.array([[100, 100]]), 300)[0, [0, -1]].tolist() == [0, 2 * REACH - 1]


@given(st.lists(st.sampled_from("than over , the foo while on ( )".split()), min_size=12, max_size=12), st.data())
def test_every_feature_has_a_weight(words: list[str], data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=5))
    mentions = np.array([(start, start + data.draw(st.integers(0, 2)), start % len(TYPES)) for start in starts])
    sentences = np.sort(np.array(data.draw(st.lists(st.integers(0, 7), min_size=12, max_size=12))))
    found = features(words, sentences, np.array([[4, 5], [11, 11]]), mentions)
    assert found.shape == (2, len(starts), len(SIZES))
    for (number, mention), (column, size) in product(np.ndindex(found.shape[:2]), enumerate(SIZES)):
        assert 0 <= found[number, mention, column] < size
