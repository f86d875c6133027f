"""Every number that could report a result is read with its unit, its qualifier and what it is joined to."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.extract.quantities import find_quantities
from kg.extract.quantities.markup import blank
from kg.extract.quantities.numbers import find_numbers
from kg.extract.quantities.qualifiers import read_qualifier
from kg.model import Quantity


def read(text: str) -> list[Quantity]:
    document = Document(text, title_end=0)
    find_artifacts(document)
    find_quantities(document)
    return document.quantities


def values(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in read(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        # times, as texts and LaTeX residue write it
        ("FooNet is 6.13x faster.", 6.13, "x"),
        ("a 1.47times gain", 1.47, "x"),
        (r"a gain of $2.5\times$ on all", 2.5, "x"),
        (r"1.6\times faster", 1.6, "x"),
        (r"a 1.2{\times} gain", 1.2, "x"),
        (r"$\mathbf{1.88\times}$ less", 1.88, "x"),
        ("speedups of x16.5", 16.5, "x"),
        ("it runs 10,000 times faster", 10000, "x"),
        ("it runs 5 700times faster", 5700, "x"),
        ("it runs 10K times faster", 10000, "x"),
        ("a 3-fold gain", 3, "x"),
        ("compressed by 20:1", 20, "x"),
        ("a speedup by a factor of 30 on the same card", 30, "x"),
        ("a speedup by a factor of two", 2, "x"),
        # percent
        ("it gains sim10% mIoU", 10, "%"),
        (r"it gains 51.66\% recovery", 51.66, "%"),
        (r"by $\sim$19.1\%", 19.1, "%"),
        ("it gains 5 percent", 5, "%"),
        ("it gains 2.4 percentage points", 2.4, "%"),
        ("it gains 2.4 pp", 2.4, "%"),
        ("it gains 20 absolute points of accuracy", 20, "%"),
        ("it gains 114 points on FooBench", 114, "points"),
        # words
        ("it is three times faster", 3, "x"),
        ("twice as fast", 2, "x"),
        ("the speed doubles", 2, "x"),
        ("a threefold gain", 3, "x"),
        ("ten-fold throughput", 10, "x"),
        ("twenty-five times", 25, "x"),
        ("an order of magnitude faster", 10, "x"),
        ("two orders of magnitude faster", 100, "x"),
        ("it halves the memory", 50, "%"),
        ("with half of the steps", 50, "%"),
        ("using one fifth of the data", 0.2, "x"),
        ("at 1/7th of the cost", 0.143, "x"),
        ("memory falls by a third", 33.3, "%"),
        ("at two-thirds lower cost", 66.7, "%"),
        ("within two minutes", 2, "min"),
        ("in under an hour", 1, "h"),
        ("a sub-millisecond latency", 1, "ms"),
        ("zero concurrency errors", 0, "errors"),
        # time, rates, memory, energy, money
        ("in 14.46ms", 14.46, "ms"),
        (r"in 100$\mu$s", 100, "us"),
        (r"in 727 {\mu}s", 727, "us"),
        ("in 2 mus", 2, "us"),
        ("in 16 hours", 16, "h"),
        ("5.6 s/image", 5.6, "s"),
        ("at 1030 FPS", 1030, "FPS"),
        ("at 24 end-to-end FPS", 24, "FPS"),
        ("at 500 kHz", 500, "kHz"),
        ("15.1 PetaFLOPs", 15.1, "PFLOP/s"),
        ("502 petaFLOP/s", 502, "PFLOP/s"),
        ("40 TFlops/GPU", 40, "TFLOP/s"),
        ("1,073.9 tokens per second", 1073.9, "tokens/s"),
        ("50K tokens/second", 50, "K tokens/s"),
        ("4.9GB of memory", 4.9, "GB"),
        ("0.95 GFLOPS", 0.95, "GFLOPs"),
        ("4.5G FLOPs", 4.5, "GFLOPs"),
        ("only 269M FLOPs", 269, "MFLOPs"),
        ("at a cost of $20", 20, "USD"),
        (r"saves \$2.86M a year", 2.86, "M USD"),
        ("2.12 W", 2.12, "W"),
        # sizes and counts
        ("13 billion parameters", 13, "B params"),
        ("1.7 million parameters", 1.7, "M params"),
        ("a 2B-parameter model", 2, "B params"),
        ("a 175B model", 175, "B params"),
        ("10K tokens", 10, "K tokens"),
        ("2M-token prefill", 2, "M tokens"),
        ("50,000 accelerator hours", 50000, "accelerator hours"),
        ("it found 6 new bugs", 6, "bugs"),
        ("it wins on 34 out of 40 tasks", 34, "tasks"),
        # scores
        ("an F1 of 0.87", 0.87, ""),
        ("a score of 88 on FooBench", 88, ""),
        ("BLEU of 28.4", 28.4, ""),
        ("a MOS of 4.34", 4.34, "MOS"),
        ("a perplexity of 6.3", 6.3, "ppl"),
        ("39.9 AP50", 39.9, "AP"),
        (r"an error of $7.35\times 10^{-9}$ here", 7.35e-9, ""),
        ("an error of 5e-4", 5e-4, ""),
        ("a loss of -0.15 dB", -0.15, "dB"),
        ("it ranked 1st in the contest", 1, "rank"),
        ("it ranks third", 3, "rank"),
    ],
)  # fmt: skip
def test_a_number_and_its_unit(text: str, value: float, unit: str) -> None:
    assert values(text) == [(pytest.approx(value), unit)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("2.4-4.0x faster", 2.4, 4.0, "x"),
        ("2.4–4.0x faster", 2.4, 4.0, "x"),
        (r"3--8$\times$ faster", 3, 8, "x"),
        ("10X~20X faster", 10, 20, "x"),
        ("2% to 5% better", 2, 5, "%"),
        ("55 to 92 percent", 55, 92, "%"),
        ("between 74% and 90%", 74, 90, "%"),
        ("accuracy ranges from 0.11 to 0.41", 0.11, 0.41, ""),
        ("smaller by 66 to 20 times", 20, 66, "x"),
        ("one to two orders of magnitude faster", 10, 100, "x"),
        ("two to five times narrower", 2, 5, "x"),
    ],
)
def test_a_range_is_one_quantity(text: str, low: float, high: float, unit: str) -> None:
    assert [(q.value, q.value_max, q.unit) for q in read(text)] == [(low, high, unit)]


@pytest.mark.parametrize(
    ("text", "base", "value", "unit"),
    [
        ("it lifts FPS from 533 to 2364", 533, 2364, "FPS"),
        ("accuracy rises from 45.2% to 61.3%", 45.2, 61.3, "%"),
        ("the time falls from 5.85 to only 0.95 s", 5.85, 0.95, "s"),
        ("memory falls (19.5GB -> 6.4GB)", 19.5, 6.4, "GB"),
        (r"recall improves ($60.6\%$ $\to$ $67.9\%$)", 60.6, 67.9, "%"),
        ("success improves much (0.6% to 76.3%)", 0.6, 76.3, "%"),
        ("FLOPs fall from 49.6G to 13.3G", 49.6, 13.3, "GFLOPs"),
        ("it moves the score from -22.4 to +22.4", -22.4, 22.4, ""),
    ],
)
def test_from_a_to_b_is_b_with_its_base(text: str, base: float, value: float, unit: str) -> None:
    assert [(q.base, q.value, q.unit) for q in read(text)] == [(base, value, unit)]


def test_a_second_change_in_a_list_is_a_change_too() -> None:
    found = read("F1 improves from 57% to 90% and 67% to 83%, respectively.")
    assert [(q.base, q.value) for q in found] == [(57, 90), (67, 83)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.9x and 2.0x on CPUs and GPUs", [(1.9, "x"), (2.0, "x")]),
        ("gains of 12.10, 6.51, and 2.85 percentage points", [(12.1, "%"), (6.51, "%"), (2.85, "%")]),
        ("uses 35%/52% fewer parameters", [(35, "%"), (52, "%")]),
        ("2.27 and 2.5 times larger", [(2.27, "x"), (2.5, "x")]),
        ("5.9x (forward), 8.9x (backward), and 7.3x (both)", [(5.9, "x"), (8.9, "x"), (7.3, "x")]),
        ("a MOS of 4.34 and 4.22", [(4.34, "MOS"), (4.22, "MOS")]),
    ],
)
def test_the_numbers_of_a_list_share_unit_and_group(text: str, expected: list[tuple[float, str]]) -> None:
    found = read(text)
    assert [(q.value, q.unit) for q in found] == expected
    assert {q.group for q in found} == {1}


def test_a_factor_is_shared_by_the_number_after_it() -> None:
    assert values("by a factor up to 2.84 in inference and 1.75 in training") == [(2.84, "x"), (1.75, "x")]


def test_a_noun_left_out_is_that_of_the_last_count() -> None:
    assert values("It finds 100 new bugs. Of these 58 have been fixed.") == [(100, "bugs"), (58, "bugs")]


def test_points_in_parentheses_follow_points() -> None:
    assert values("It gains 6.9 pp on FooBench (46.2 +/- 1.5).") == [(6.9, "%"), (46.2, "%")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up to 3x", ["up to"]), ("up to a factor of 30", ["up to"]), ("as much as 67%", ["up to"]),
        ("within 30 ms", ["up to"]), ("less than 5%", ["up to"]), (r"$<$1\%", ["up to"]), ("up to ~2.5%", ["up to"]),
        ("a maximum of 4x", ["up to"]),
        ("more than a 20% gain", ["over"]), ("over 5%", ["over"]), ("exceeding 10%", ["over"]), ("450+ FPS", ["over"]),
        ("10+% faster", ["over"]), ("about 2%", ["about"]), ("~2%", ["about"]), (r"$\approx 3$x", ["about"]),
        ("roughly $20", ["about"]), ("sim10%", ["about"]), ("at least 5x", ["at least"]), (r"$\geq$ 95%", ["at least"]),
        ("an average speedup of 2.8x", ["average"]), ("2.8x faster on average", ["average"]),
        ("mean gains of 5%", ["average"]), ("a median of 4 ms", ["median"]), ("a gain of 5%", [None]),
        ("a mean average precision of 55%", [None]),
        ("up to 10% less time and 4x less memory", ["up to", "up to"]),
        ("over 5% and 4%, respectively", ["over", "over"]),
        ("up to 3x. It is 2x smaller", ["up to", None]),
    ],
)  # fmt: skip
def test_qualifiers(text: str, expected: list[str | None]) -> None:
    assert [q.qualifier for q in read(text)] == expected


def test_a_qualifier_stands_right_before_its_number() -> None:
    assert read_qualifier("up to last year it took ") is None


@pytest.mark.parametrize(
    "text",
    [
        "GPT-3 and ResNet50 on ImageNet-1K", "Qwen2.5-7B and Claude 3.5 on Python 3.11", "Gemma 3 (12B)", "recall@10",
        "see Table 2", "in 2025 we", "v1.2.3 of H.264", "p < 0.05", "images of 512 x 512 pixels", "a 95% CI",
        "5-fold cross-validation", "a 5-point Likert scale", "as a third modality", "it is twofold: first",
        "double descent", "from 2003 to 2025", "see arXiv:2106.06981", "where t^{1/3}", "in [0, 1]",
        "with (p approx 0.012)",
        "a 3D model", "Level-2 tasks", "we propose two modules", "at https://example.org/v2.5/100x",
    ],
)  # fmt: skip
def test_numbers_in_names_report_nothing(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["1" * 400, "1e99 is 10^99", "9" * 16, "0." + "0" * 400, "10^-99"])
def test_huge_and_tiny_numbers_stay_finite(text: str) -> None:
    assert all(math.isfinite(quantity.value) for quantity in read(text))


def test_offsets_cover_number_and_unit() -> None:
    text = r"It is up to $2.4$-$4.0\times$ faster, costs \$20, and falls from 533 to 2,364 FPS."
    assert [text[q.start : q.end] for q in read(text)] == [r"2.4$-$4.0\times", "$20", "2,364 FPS"]


def test_markup_that_dresses_numbers_is_blanked_in_place() -> None:
    assert blank(r"\textbf{+0.6\%}~ms") == "        +0.6 % ~ms"


PIECES = st.sampled_from(
    """1 2.5 10,000 3e4 10^5 .5 x × % \\% \\times $ { } ( ) [ ] - -- – ~ \\sim + ± < \\geq / , . ; : to and from between
    by of factor up over about twice three half order orders magnitude fold K M B ms GB FPS hours tokens points mAP BLEU
    GPU-3 a an CI USD 1/7th 2nd rank ranks third sub-second https://a.b \n""".split(" ")
)
TEXTS = st.text(max_size=80) | st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS)
@example("1" * 400)
@example("-1−1–1")
@settings(max_examples=400)
def test_whatever_the_text_every_quantity_is_sound(text: str) -> None:
    last = 0
    for quantity in read(text):
        assert last <= quantity.start < quantity.end <= len(text)
        assert math.isfinite(quantity.value)
        assert quantity.value_max is None or quantity.value <= quantity.value_max < math.inf
        assert quantity.base is None or math.isfinite(quantity.base)
        assert find_numbers(blank(text)[quantity.start : quantity.end])
        last = quantity.start


@given(TEXTS)
@example("\\0")
def test_blanking_moves_nothing(text: str) -> None:
    plain = blank(text)
    assert len(plain) == len(text)
    assert [c for c in plain if c.isdigit()] == [c for c in text if c.isdigit()] or "\\unicode" in text


@given(
    st.decimals(0, 9999, places=2),
    st.sampled_from(["x", "%", "ms", "GB", "FPS", "dB", "kHz"]),
    st.sampled_from(["", " "]),
)
def test_what_is_written_is_read(value: object, unit: str, space: str) -> None:
    assert values(f"It reaches {value}{space}{unit} here.") == [(float(str(value)), unit)]


@pytest.mark.parametrize(
    "shape",
    ["1", "1,", "1-", "1 ", "(", "1x", "1.", "10^", "$1", "\\", "1% and ", "an order of ", "1 a", "from 1 to 2 ", "1/a",
     "{",
     "ten-"],
)  # fmt: skip
def test_a_long_run_of_anything_ends(shape: str) -> None:
    text = shape * (40_000 // len(shape))
    assert all(quantity.end <= len(text) for quantity in read(text))
