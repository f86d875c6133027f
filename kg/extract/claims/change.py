"""What the words round a number say happened: faster, less, more, left, ... (`units.Change`)."""

from kg.extract.claims.reading import NUMBER, Reading, stem
from kg.model import ClaimKind
from kg.units import Change

_FASTER = frozenset(
    map(stem, "faster speedup speedups speed-up speed-ups acceleration accelerates accelerate quicker sooner".split())
)
_SLOWER = frozenset(map(stem, "slower slowdown slowdowns slow-down".split()))
_DOWN = frozenset(
    map(
        stem,
        "less lower fewer smaller shorter cheaper lighter reduction reductions reduces reduce reduced reducing "
        "decrease decreases decreased decreasing cuts cut cutting saving savings saves save lowers lowering "
        "lowered drop drops dropping dropped shrinks shrink shrinking compression compress compresses compressing "
        "compressed declines decline falls fell below shortens shortening minimizes minimizing eliminates "
        "eliminating removes removing degradation degrades loss worse".split(),
    )
)
_UP = frozenset(
    map(
        stem,
        "more higher larger greater longer bigger better increase increases increased increasing improvement "
        "improvements improves improve improved improving gain gains boost boosts boosting boosted outperforms "
        "outperform outperforming surpasses surpass surpassing exceeds exceeding raises raising raised above "
        "enhances enhancing enhanced enhancement grows grew extends extending beats beating rise rises".split(),
    )
)
_COST = frozenset(
    map(
        stem,
        "time latency runtime overhead delay duration memory footprint storage traffic bandwidth-usage cost costs "
        "energy power consumption carbon emissions parameters params weights size flops macs tokens calls steps "
        "compute computation communication error errors perplexity loss mse mae rmse fid wer cer lpips mape "
        "hallucination hallucinations variance usage data samples requests latencies complexity budget length "
        "forgetting violations failures".split(),
    )
)
_BENEFIT = frozenset(
    map(
        stem,
        "efficiency throughput bandwidth speed savings utilization accuracy performance ratio score capacity".split(),
    )
)
_COST_KINDS = frozenset((ClaimKind.MEMORY, ClaimKind.ENERGY, ClaimKind.COST, ClaimKind.SIZE, ClaimKind.TIME))
_LEFT = frozenset("only just merely to uses using use requires requiring require needs needing at".split())
_NEAR = 5
_BACK = 14


def read_change(
    reading: Reading, position: int, kind: ClaimKind, unit: str, metric: str | None, base: float | None
) -> Change | None:
    """The change that a claim's number stands for, None where the words tell of none.

    `metric` decides whether less is better: the same verb says LESS of a latency and WEAKER of a throughput.
    """
    costly = _is_cost(kind, metric)
    if base is not None:
        return Change.LESS if costly else Change.MORE
    if unit not in ("x", "%"):
        return None
    word = _telling(reading, position)
    if word in _FASTER:
        return Change.FASTER
    if word in _SLOWER:
        return Change.SLOWER
    if _is_share(reading, position):
        return Change.LEFT if costly else Change.KEPT
    if word in _DOWN:
        return Change.LESS if costly else Change.WEAKER
    if word in _UP:
        return Change.COSTLIER if costly else Change.FASTER if kind is ClaimKind.SPEEDUP else Change.MORE
    if kind is ClaimKind.SPEEDUP:
        return Change.LESS if costly and unit == "%" else Change.FASTER
    if unit == "x" and kind in (ClaimKind.MEMORY, ClaimKind.ENERGY, ClaimKind.SIZE):
        return Change.LESS
    return None


def _is_cost(kind: ClaimKind, metric: str | None) -> bool:
    """Whether one wants less of what is measured: told by the last telling word of the metric, else by the kind."""
    for word in reversed((metric or "").lower().replace("-", " ").split()):
        if stem(word) in _BENEFIT:
            return False
        if stem(word) in _COST:
            return True
    return kind in _COST_KINDS


def _telling(reading: Reading, position: int) -> str | None:
    """The stem of the telling word: the first one close on the right ("2x faster"), else the last on the left."""
    words = reading.words
    telling = _FASTER | _SLOWER | _DOWN | _UP
    for word in words[position + 1 : position + 1 + _NEAR]:
        if word in (NUMBER, ",", ";", ".", ")", "and", "while"):
            break
        if stem(word) in telling:
            return stem(word)
    for word in reversed(words[max(0, position - _BACK) : position]):
        if word in (";", "."):
            break
        if stem(word) in telling:
            return stem(word)
    return None


def _is_share(reading: Reading, position: int) -> bool:
    """Whether the number is what is left of a whole: "only 7% of", "to 30% of", "with 0.2x the data"."""
    words = reading.words
    after = words[position + 1 : position + 3]
    before = words[position - 1] if position else ""
    return before in _LEFT and bool(after) and (after[0] in ("of", "as") or after[0] == "the")
