"""Does a number report a result of this work, and of which kind? Its cues decide, by two tables of weights."""

from typing import NamedTuple

from kg.extract.claims.cues import number_cues, phase_cues
from kg.extract.claims.reading import Reading
from kg.extract.claims.weights import Table, chance, class_table, logistic, table, total, totals
from kg.model import ClaimKind, Phase

KINDS = tuple(ClaimKind)
PHASES: tuple[Phase | None, ...] = (None, "training", "inference")
PHASE_LABELS = ("none", "training", "inference")
_KIND_LABELS = tuple(kind.value for kind in KINDS)


class Verdict(NamedTuple):
    """A number that reports a result: its kind, how sure that is, and the cue that spoke most for it."""

    kind: ClaimKind
    confidence: float
    cue: str


def judge(reading: Reading, position: int, place: str) -> Verdict | None:
    """What the number at `position` reports; None where it is no result of this work."""
    cues = number_cues(reading, position, place)
    weights = table("result")
    value = total(weights, cues)
    if value <= 0:
        return None
    sums = totals(class_table("kind", _KIND_LABELS), cues, len(KINDS))
    best = sums.index(max(sums))
    return Verdict(KINDS[best], logistic(value) * chance(sums, best), _strongest(weights, cues))


def _strongest(weights: Table, cues: list[str]) -> str:
    return max(cues, key=lambda cue: (weights.get(cue, 0.0), cue))


def find_phase(reading: Reading, position: int, kind: ClaimKind) -> Phase | None:
    """Whether the result was measured in training or in inference, None where the words do not tell."""
    sums = totals(class_table("phase", PHASE_LABELS), phase_cues(reading, position, kind.value), len(PHASES))
    return PHASES[sums.index(max(sums))]
