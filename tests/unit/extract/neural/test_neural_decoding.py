"""Probabilities to names, slots and metrics."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kg.extract.neural.decoding import best_path, fill, metric_words, spans
from kg.extract.neural.labels import TAGS, TYPES


def tagged(*rows: dict[str, float]) -> np.ndarray:
    """The probabilities of each word's tags; what is not given is shared by the rest."""
    table = np.full((len(rows), len(TAGS)), 0.001)
    for row, given_ in zip(table, rows, strict=True):
        for tag, chance in given_.items():
            row[TAGS.index(tag)] = chance
    return table


def test_a_name_is_its_first_word_and_those_that_go_on() -> None:
    (span,) = spans(tagged({"O": 0.9}, {"B-Model": 0.8}, {"I-Model": 0.7}, {"O": 0.9}))
    assert (span.first, span.last) == (1, 2)
    assert TYPES[span.types.argmax()] == "Model"


def test_two_names_may_touch() -> None:
    assert [(span.first, span.last) for span in spans(tagged({"B-Model": 0.9}, {"B-Model": 0.9}))] == [(0, 0), (1, 1)]


def test_the_last_word_can_end_a_name() -> None:
    assert [(span.first, span.last) for span in spans(tagged({"O": 0.9}, {"B-Task": 0.9}))] == [(1, 1)]


def test_no_name_begins_in_its_middle() -> None:
    path = best_path(tagged({"O": 0.5, "B-Task": 0.4}, {"I-Task": 0.9}))
    assert [TAGS[tag] for tag in path] == ["B-Task", "I-Task"]


def test_a_text_without_words_has_no_names() -> None:
    assert spans(np.zeros((0, len(TAGS)))) == []


@given(arrays.arrays(np.float64, st.tuples(st.integers(1, 12), st.just(len(TAGS))), elements=st.floats(0.001, 1)))
def test_every_path_is_one_that_names_can_have(tags: np.ndarray) -> None:
    path = best_path(tags)
    for before, tag in zip([0, *path], path, strict=False):
        assert tag == 0 or tag % 2 == 1 or before in (tag - 1, tag)
    covered = [word for span in spans(tags) for word in range(span.first, span.last + 1)]
    assert covered == [word for word, tag in enumerate(path) if tag]


def test_the_mentions_of_a_thing_speak_for_it_together() -> None:
    row = np.array([0.2, 0.3, 0.25, 0.25])
    assert fill(row, [0, 1, 1]) == 1


def test_a_slot_stays_empty_if_that_is_likelier() -> None:
    assert fill(np.array([0.6, 0.4]), [0]) is None
    assert fill(np.array([1.0]), []) is None


def test_the_metric_is_the_likeliest_word_and_its_likely_neighbours() -> None:
    assert metric_words(np.array([0.5, 0.1, 0.6, 0.9, 0.5, 0.2])) == (2, 4)
    assert metric_words(np.array([0.01, 0.05])) is None
