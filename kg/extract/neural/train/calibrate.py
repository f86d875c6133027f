"""How often the reader is right at each probability, on abstracts that it was not trained on."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.extract.neural.calibration import Curve, log_odds

Outcome = tuple[str, float, bool]
"""A paper's id, the probability of one of its finds, and whether annotators made the same find."""

BINS = 10
_STEPS = 100
_RIDGE = 1.0
"""Holds the curve near the model's own probabilities where there are few outcomes."""
_LONGEST_STEP = 0.5
_SAME = np.array([1.0, 0.0])


def fit(outcomes: Sequence[Outcome]) -> Curve:
    """The curve under which the outcomes are likeliest (logistic regression on the log-odds, by Newton's method)."""
    odds = np.array([log_odds(chance) for _, chance, _ in outcomes])
    right = np.array([right for *_, right in outcomes], float)
    inputs = np.stack([odds, np.ones(len(odds))], axis=1)
    weights = _SAME
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (expected - right) + _RIDGE * (weights - _SAME)
        curvature = (inputs * (expected * (1 - expected))[:, None]).T @ inputs + _RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        step *= _LONGEST_STEP / max(_LONGEST_STEP, np.abs(step).max())
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return Curve(slope=round(float(weights[0]), 4), shift=round(float(weights[1]), 4))


def cross_fitted(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes with the confidence that a curve fitted on the other half of the papers gives them."""
    halves = [[one for one in outcomes if zlib.crc32(one[0].encode()) // 7 % 2 == half] for half in (0, 1)]
    return [
        (paper, curve(chance), right)
        for curve, half in zip([fit(halves[1]), fit(halves[0])], halves, strict=True)
        for paper, chance, right in half
    ]


def error(outcomes: Sequence[Outcome]) -> float:
    """The expected calibration error: how far confidence and share of right finds lie apart, in bins of equal width."""
    return sum(abs(confidence - right) * count for confidence, right, count in reliability(outcomes)) / len(outcomes)


def reliability(outcomes: Sequence[Outcome]) -> list[tuple[float, float, int]]:
    """For each bin that holds a find: mean confidence, share of right finds, number of finds."""
    chances: NDArray[np.float64] = np.array([chance for _, chance, _ in outcomes])
    right = np.array([right for *_, right in outcomes], float)
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    return [
        (float(chances[bins == number].mean()), float(right[bins == number].mean()), int((bins == number).sum()))
        for number in np.unique(bins)
    ]
