"""Probabilities made to mean what they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.neural.calibration import Curve
from kg.extract.neural.train.calibrate import cross_fitted, error, fit, reliability
from kg.extract.neural.train.papers import Annotated, held_out


def overconfident(count: int = 4000) -> list[tuple[str, float, bool]]:
    """Finds of which fewer are right than their probabilities say: the log-odds are doubled."""
    rng = np.random.default_rng(0)
    truth = rng.uniform(0.3, 0.95, count)
    said = 1 / (1 + ((1 - truth) / truth) ** 2)
    return [(f"p{n % 200}", float(s), bool(rng.random() < t)) for n, (s, t) in enumerate(zip(said, truth, strict=True))]


def test_a_curve_finds_how_often_finds_are_right() -> None:
    curve = fit(overconfident())
    assert curve.slope == pytest.approx(0.5, abs=0.05)
    assert curve.shift == pytest.approx(0.0, abs=0.1)


def test_papers_that_the_curve_was_not_fitted_on_are_calibrated_too() -> None:
    raw = overconfident()
    assert error(raw) > 0.08
    assert error(cross_fitted(raw)) < 0.03
    assert sorted(paper for paper, *_ in cross_fitted(raw)) == sorted(paper for paper, *_ in raw)


def test_without_outcomes_probabilities_stay_as_they_are() -> None:
    assert fit([]) == Curve(slope=1.0, shift=0.0)


def test_a_bin_tells_confidence_share_and_count() -> None:
    rows = reliability([("a", 0.92, True), ("a", 0.98, False), ("b", 0.31, True)])
    assert rows == [(0.31, 1.0, 1), (pytest.approx(0.95), 0.5, 2)]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 2), st.floats(-2, 2))
def test_a_curve_keeps_the_order(a: float, b: float, slope: float, shift: float) -> None:
    curve = Curve(slope=slope, shift=shift)
    assert (curve(a) <= curve(b)) or a > b
    assert 0 <= curve(a) <= 1


def test_a_fifth_of_each_part_is_held_out_whatever_the_order() -> None:
    papers = [
        Annotated(f"{part}{n}", part, "t", "a", {})
        for part, count in (("page", 12), ("arxiv", 100))
        for n in range(count)
    ]
    held = held_out(papers)
    assert held == held_out(papers[::-1])
    assert (sum(one.startswith("page") for one in held), sum(one.startswith("arxiv") for one in held)) == (3, 20)
