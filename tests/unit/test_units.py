"""Units have one name each, and a claimed change comes to one factor, better above 1."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.model import ClaimKind
from kg.units import UNITS, Change, known_unit, normal_unit, qudt, ratio, ucum

SPEED = ClaimKind.SPEEDUP


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("times", "x"), ("×", "x"), ("fold", "x"), ("percent", "%"), ("percentage points", "%"), ("pp", "%"),
        ("milliseconds", "ms"), ("μs", "us"), ("hours", "h"), ("GB", "GB"), ("gigabytes", "GB"), ("kHz", "kHz"),
        ("PetaFLOPs", "PFLOP/s"), ("petaFLOP/s", "PFLOP/s"), ("TFLOPS", "TFLOP/s"), ("GFLOPs", "GFLOPs"),
        ("frames per second", "FPS"), ("frames/sec", "FPS"),
        ("tokens per second", "tokens/s"), ("images/s", "images/s"),
        ("million parameters", "M params"),
        ("billion parameters", "B params"), ("K tokens", "K tokens"),
        ("perplexity", "ppl"), ("mAP", "mAP"), ("new bugs", "new bugs"), ("", ""), ("  ms ", "ms"),
    ],
)  # fmt: skip
def test_a_written_unit_has_one_name(written: str, unit: str) -> None:
    assert normal_unit(written) == unit


def test_case_tells_milli_from_mega() -> None:
    assert [known_unit(unit) for unit in ("mW", "MW", "mJ", "MJ")] == ["mW", "MW", "mJ", "MJ"]


@given(st.text(max_size=30))
def test_naming_a_unit_twice_changes_nothing(text: str) -> None:
    assert normal_unit(normal_unit(text)) == normal_unit(text)


def test_every_unit_is_its_own_normal_form() -> None:
    assert [normal_unit(unit.name) for unit in UNITS] == [unit.name for unit in UNITS]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (16.0, "h", ("HR", 16.0)), (14.5, "ms", ("MilliSEC", 14.5)), (2.0, "x", ("UNITLESS", 2.0)),
        (0.9, "", ("UNITLESS", 0.9)),
        (7.0, "%", ("PERCENT", 7.0)), (3.0, "GB", ("GigaBYTE", 3.0)), (2.5, "M USD", ("CCY_USD", 2.5e6)),
        (40.0, "mWh", ("W-HR", 0.04)), (60.0, "FPS", ("FRAME-PER-SEC", 60.0)), (9.0, "tokens/s", None),
        (4.0, "bugs", None),
    ],
)  # fmt: skip
def test_values_in_qudt_units(value: float, unit: str, expected: tuple[str, float] | None) -> None:
    assert qudt(value, unit) == expected


@pytest.mark.parametrize(
    ("unit", "code"),
    [("ms", "ms"), ("%", "%"), ("KB", "kBy"), ("tokens/s", "{tokens}/s"), ("K tokens/s", "{K-tokens}/s"), ("USD", None),
     ("bugs", None), ("mAP", None), ("tokens/s/GPU", None)],
)  # fmt: skip
def test_ucum_codes(unit: str, code: str | None) -> None:
    assert ucum(unit) == code


@pytest.mark.parametrize(
    ("value", "unit", "change", "base", "factor", "direction"),
    [
        (1.6, "x", Change.FASTER, None, 1.6, "better"),  # "1.6x faster"
        (35.0, "%", Change.FASTER, None, 1.35, "better"),  # "35% faster"
        (47.1, "%", Change.LESS, None, 1.890, "better"),  # "47.1% less time"
        (50.0, "%", Change.LESS, None, 2.0, "better"),  # "halves the memory"
        (30.0, "%", Change.LEFT, None, 3.333, "better"),  # "to 30% of the memory"
        (0.143, "x", Change.LEFT, None, 6.993, "better"),  # "1/7th of the carbon"
        (1.5, "x", Change.SLOWER, None, 0.667, "worse"),  # "1.5x slower"
        (25.0, "%", Change.COSTLIER, None, 0.8, "worse"),  # "25% more memory"
        (97.0, "%", Change.KEPT, None, 0.97, "worse"),  # "97% of the throughput"
        (10.0, "x", Change.MORE, None, 10.0, "better"),  # "an order of magnitude higher throughput"
        (2364.0, "FPS", Change.MORE, 533.0, 4.435, "better"),  # "from 533 to 2364 FPS"
        (5.0, "min", Change.LESS, 90.0, 18.0, "better"),  # "from 90 to 5 minutes"
        (8.0, "GB", Change.LESS, 4.0, 0.5, "worse"),  # "from 4 to 8 GB"
    ],
)
def test_a_change_as_a_factor(
    value: float, unit: str, change: Change | None, base: float | None, factor: float, direction: str | None
) -> None:
    found, way = ratio(SPEED, value, unit, change, base)
    assert found == pytest.approx(factor, abs=5e-4)
    assert way == direction


@pytest.mark.parametrize(
    ("kind", "value", "unit", "change", "direction"),
    [
        (ClaimKind.QUALITY, 3.1, "%", Change.MORE, "better"),  # points of accuracy compare with nothing
        (ClaimKind.QUALITY, -0.2, "%", Change.MORE, "worse"),
        (ClaimKind.MEMORY, 100.0, "%", Change.LESS, "better"),  # nothing is left to divide by
        (ClaimKind.MEMORY, 172.0, "%", Change.LESS, "better"),
        (ClaimKind.MEMORY, 0.5, "x", Change.LESS, "better"),  # "0.5x less": readers do not agree
        (ClaimKind.TIME, 20.0, "h", Change.LESS, "better"),  # "20 hours less", of how many?
        (ClaimKind.TIME, 20.0, "h", None, None),
        (ClaimKind.SPEEDUP, math.inf, "x", Change.FASTER, None),
    ],
)
def test_what_cannot_be_compared_has_no_factor(
    kind: ClaimKind, value: float, unit: str, change: Change | None, direction: str | None
) -> None:
    assert ratio(kind, value, unit, change) == (None, direction)


values = st.floats(min_value=-1e6, max_value=1e6)
changes = st.sampled_from(Change)
units = st.sampled_from(["x", "%"])
kinds = st.sampled_from(ClaimKind)


@given(kinds, values, units, changes, st.none() | values)
def test_a_factor_is_finite_and_above_one_exactly_when_better(
    kind: ClaimKind, value: float, unit: str, change: Change | None, base: float | None
) -> None:
    factor, direction = ratio(kind, value, unit, change, base)
    if factor is not None:
        assert 0 < factor < math.inf
        assert (direction == "better", direction == "worse") == (factor > 1, factor < 1)


@given(st.floats(0.01, 99.0), st.floats(0.01, 99.0), units, changes)
def test_a_factor_rises_with_a_good_change_and_falls_with_a_bad_one(
    one: float, other: float, unit: str, change: Change | None
) -> None:
    assume(one < other)
    low, high = ratio(SPEED, one, unit, change)[0], ratio(SPEED, other, unit, change)[0]
    assume(low is not None and high is not None)
    if change in (Change.FASTER, Change.LESS, Change.MORE, Change.KEPT):
        assert low <= high
    else:
        assert low >= high


@given(st.floats(1.0, 1e6))
def test_slower_is_the_inverse_of_faster(value: float) -> None:
    faster, slower = ratio(SPEED, value, "x", Change.FASTER)[0], ratio(SPEED, value, "x", Change.SLOWER)[0]
    assert faster * slower == pytest.approx(1.0)


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6))
def test_a_change_there_and_back_is_no_change(base: float | None, value: float) -> None:
    there = ratio(SPEED, value, "FPS", Change.MORE, base)[0]
    back = ratio(SPEED, base, "FPS", Change.MORE, value)[0]
    assert there * back == pytest.approx(1.0)


@given(st.floats(0.5, 99.0))
def test_a_cut_and_what_it_leaves_come_to_the_same(percent: float) -> None:
    cut = ratio(ClaimKind.MEMORY, percent, "%", Change.LESS)[0]
    left = ratio(ClaimKind.MEMORY, 100.0 - percent, "%", Change.LEFT)[0]
    assert cut == pytest.approx(left)
