"""Intervals: they hold the figure, narrow with more papers, and come out the same every time."""

import pytest

from kg.evaluate.intervals import intervals
from kg.evaluate.scores import MEASURES, SLOT, Counts, Tally

RIGHT, WRONG = Tally(1, 1, 1), Tally(0, 1, 1)


def papers(right: int, wrong: int) -> list[Counts]:
    return [{("entities", None): tally} for tally, count in ((RIGHT, right), (WRONG, wrong)) for _ in range(count)]


def test_the_interval_is_that_of_a_share() -> None:
    low, high = intervals(papers(80, 20))["entities", None]
    assert (low, high) == pytest.approx((0.72, 0.88), abs=0.015)  # 0.8 +- 1.96 * sqrt(0.8 * 0.2 / 100)


def test_more_papers_narrow_it() -> None:
    few, many = (intervals(papers(8 * n, 2 * n))["entities", None] for n in (1, 30))
    assert many[1] - many[0] < (few[1] - few[0]) / 4


def test_it_is_the_same_every_time() -> None:
    assert intervals(papers(5, 3)) == intervals(papers(5, 3))


def test_papers_that_are_alike_leave_no_doubt() -> None:
    assert intervals(papers(7, 0))["entities", None] == (1.0, 1.0)


def test_of_slots_those_that_are_annotated_have_one() -> None:
    found = intervals([{(SLOT, "subject"): RIGHT}, {(SLOT, "subject"): RIGHT}])
    assert found.keys() == {*((measure, None) for measure in MEASURES), (SLOT, "subject")}
    assert found[SLOT, "subject"] == (1.0, 1.0)
    assert found["claims", None] == (0.0, 0.0)
