"""Does a number report a result of this work? Set-up figures, sizes of data and figures of others do not."""

from typing import NamedTuple

from kg.extract.claims.cues import number_cues
from kg.extract.claims.reading import Reading
from kg.extract.claims.weights import logistic, table, total
from kg.model import Quantity


class Result(NamedTuple):
    """A number that reports a result: its cues, how sure that is, and the cue that speaks most for it."""

    cues: list[str]
    chance: float
    strongest: str


def find_result(reading: Reading, position: int, where: str) -> Result | None:
    """The number at `position` as a result; None where it reads like none."""
    if _is_size_of_name(reading, position):
        return None
    cues = number_cues(reading, position, where)
    weights = table("result")
    value = total(weights, cues)
    if value <= 0:
        return None
    return Result(cues, logistic(value), max(cues, key=lambda cue: (weights.get(cue, 0.0), cue)))


def _is_size_of_name(reading: Reading, position: int) -> bool:
    """Whether the number says which size of a model is meant: "FooNet 1.3x reaches ..."."""
    ref = reading.refs[position]
    if not isinstance(ref, Quantity) or ref.unit != "x" or not position or position + 1 >= len(reading.words):
        return False
    named = reading.words[position - 1] == "<model>" and ref.start - reading.ends[position - 1] <= 1
    return named and reading.words[position + 1] in _REPORTING


_REPORTING = frozenset(
    "has had achieves achieved attains attained reaches reached obtains obtained gets got scores scored runs ran "
    "outperforms outperformed surpasses surpassed needs takes uses is with".split()
)
