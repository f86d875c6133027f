"""Of which kind a result is, and in which phase it was measured."""

from kg.extract.claims.cues import phase_cues
from kg.extract.claims.place import Place
from kg.extract.claims.weights import chance, class_table, totals
from kg.model import ClaimKind, Phase

KINDS = tuple(ClaimKind)
KIND_LABELS = tuple(kind.value for kind in KINDS)
PHASES: tuple[Phase | None, ...] = (None, "training", "inference")
PHASE_LABELS = ("none", "training", "inference")


def find_kind(cues: list[str]) -> tuple[ClaimKind, float]:
    """The kind that the cues of a number and of its metric speak for, and how sure that is."""
    sums = totals(class_table("kind", KIND_LABELS), cues, len(KINDS))
    best = sums.index(max(sums))
    return KINDS[best], chance(sums, best)


def find_phase(place: Place, kind: ClaimKind, paper: list[str]) -> Phase | None:
    """Whether the result was measured in training or in inference; None where neither it nor the paper's cues tell."""
    cues = phase_cues(place.reading, place.position, kind, paper)
    sums = totals(class_table("phase", PHASE_LABELS), cues, len(PHASES))
    return PHASES[sums.index(max(sums))]
