"""Does a number report a result of this work? Set-up figures, sizes of data and figures of others do not."""

from typing import NamedTuple

from kg.extract.claims.cues import number_cues
from kg.extract.claims.reading import Reading
from kg.extract.claims.weights import logistic, table, total


class Result(NamedTuple):
    """A number that reports a result: its cues, how sure that is, and the cue that speaks most for it."""

    cues: list[str]
    chance: float
    strongest: str


def find_result(reading: Reading, position: int, where: str) -> Result | None:
    """The number at `position` as a result; None where it reads like none."""
    cues = number_cues(reading, position, where)
    weights = table("result")
    value = total(weights, cues)
    if value <= 0:
        return None
    return Result(cues, logistic(value), max(cues, key=lambda cue: (weights.get(cue, 0.0), cue)))
