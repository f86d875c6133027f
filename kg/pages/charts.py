"""Charts as geometry: templates draw them as SVG, so that they take the page's colours and need no script."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from kg.pages.store import Row

_TICKS = (0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000, 10_000, 100_000, 1_000_000)
_SIDES = ("wins", "losses")
_MOST = 600
"""Dots of a chart."""


class Dot(NamedTuple):
    """A claim in a chart."""

    x: float
    y: float
    side: str
    claim: Row


class Tick(NamedTuple):
    """A mark of an axis."""

    x: float
    label: str


class Strip(NamedTuple):
    """Ratios on a logarithmic axis, a dot a claim, those of one side above it, of the other below."""

    width: float
    height: float
    axis: float
    """The height of the axis."""
    dots: list[Dot]
    ticks: list[Tick]
    even: float | None
    """Where 1 stands: neither better nor worse."""


class Bar(NamedTuple):
    """A bar of a histogram."""

    x: float
    y: float
    width: float
    height: float
    label: str
    number: int


class Histogram(NamedTuple):
    """Counts by size, on a logarithmic axis."""

    width: float
    height: float
    bars: list[Bar]
    ticks: list[Tick]


def strip(sides: dict[str, Sequence[Row]], *, width: float = 720, dot: float = 4) -> Strip | None:
    """The chart of the claims' ratios; `sides` are ``wins``, drawn above, and ``losses``. None without any ratio.

    Dots that would overlap are stacked, the surest claim nearest to the axis.
    """
    claims = [(side, claim) for side in _SIDES for claim in sides.get(side, ()) if (claim["ratio"] or 0) > 0][:_MOST]
    if not claims:
        return None
    low, high = _range([claim["ratio"] for _, claim in claims])

    def place(ratio: float) -> float:
        return round(20 + (width - 40) * (math.log(ratio) - low) / (high - low), 1)

    stacks: dict[tuple[str, int], int] = {}
    stacked = []
    for side, claim in claims:
        column = round(place(claim["ratio"]) / (2 * dot))
        level = stacks.get((side, column), 0)
        stacks[side, column] = level + 1
        stacked.append((side, claim, column * 2 * dot, level))
    tall = {side: max((level for (name, _), level in stacks.items() if name == side), default=0) for side in _SIDES}
    squeeze = {side: min(1.0, 14 / max(tall[side], 1)) for side in _SIDES}  # a tower of claims does not fill the page
    axis = 12 + 2 * dot * tall["wins"] * squeeze["wins"]
    below = 2 * dot * tall["losses"] * squeeze["losses"]
    dots = [
        Dot(
            x,
            round(axis + (-1 if side == "wins" else 1) * (dot + 3 + 2 * dot * level * squeeze[side]), 1)
            + (14 if side == "losses" else 0),
            side,
            claim,
        )
        for side, claim, x, level in stacked
    ]
    ticks = [Tick(place(tick), f"{tick:,g}×") for tick in _TICKS if low <= math.log(tick) <= high]
    even = place(1) if low <= 0 <= high else None
    return Strip(width, axis + below + 34, axis, dots, ticks, even)


def histogram(bins: Sequence[Row], *, width: float = 720, height: float = 150) -> Histogram:
    """The chart of rows ``bin`` and ``count``: bin ``n`` holds the ratios from ``10 ** (n / 5)`` to the next."""
    by_bin = {int(row["bin"]): int(row["count"]) for row in bins}
    if not by_bin:
        return Histogram(width, height, [], [])
    first, last = min(by_bin), max(by_bin)
    step = (width - 20) / (last - first + 1)
    most = max(by_bin.values())
    bars = [
        Bar(
            round(10 + (place - first) * step + 1, 1), round(height - 22 - (height - 40) * count / most, 1),
            round(step - 2, 1), round((height - 40) * count / most, 1),
            f"{10 ** (place / 5):.3g} to {10 ** ((place + 1) / 5):.3g} times", count,
        )
        for place, count in sorted(by_bin.items())
    ]  # fmt: skip
    ticks = [
        Tick(round(10 + (5 * power - first) * step, 1), f"{10**power:,}×")
        for power in range(math.ceil(first / 5), last // 5 + 1)
    ]
    return Histogram(width, height, bars, ticks)


def _range(ratios: Sequence[float]) -> tuple[float, float]:
    """The logarithms between which the axis runs: 1 is on it, and a little room at both ends."""
    low, high = math.log(min(*ratios, 1.0)), math.log(max(*ratios, 2.0))
    room = 0.04 * (high - low)
    return low - room, high + room
