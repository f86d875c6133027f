"""The weights of cues: readable tables, one a decision, fitted by `benchmarks/fit_claims.py` on annotated abstracts.

A cue is a short string such as ``unit=%`` or ``right:link=on``. A decision adds up the weights of the cues that hold;
cues that a table does not list weigh nothing. Nothing else decides, so every claim can be traced to its cues.
"""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat

Table = dict[str, float]
ClassTable = dict[str, tuple[tuple[int, float], ...]]

folder = files("kg.extract.claims") / "weights"
"""Where the tables stand; `benchmarks/claims.py --weights` names another folder."""

SEPARATOR = "|"
"""Stands between class and cue where a table serves several classes: ``speedup|right1=faster``."""


@cache
def table(name: str) -> Table:
    """The weights of one decision, by cue."""
    lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return {cue: float(weight) for cue, weight in (line.split("\t") for line in lines[1:])}


@cache
def class_table(name: str, classes: tuple[str, ...]) -> ClassTable:
    """The weights of a decision between `classes`: by cue, the class's number and its weight."""
    grouped: dict[str, list[tuple[int, float]]] = {}
    for key, weight in table(name).items():
        label, _, cue = key.partition(SEPARATOR)
        grouped.setdefault(cue, []).append((classes.index(label), weight))
    return {cue: tuple(pairs) for cue, pairs in grouped.items()}


def total(weights: Table, cues: Iterable[str]) -> float:
    """The sum of the weights of `cues`."""
    return sum(map(weights.get, cues, repeat(0.0)))


def totals(weights: ClassTable, cues: Iterable[str], classes: int) -> list[float]:
    """For each of so many classes the sum of the weights of `cues`."""
    sums = [0.0] * classes
    for cue in cues:
        for number, weight in weights.get(cue, ()):
            sums[number] += weight
    return sums


def chance(sums: Sequence[float], chosen: int) -> float:
    """How probable the class `chosen` is, given the sums of all."""
    top = max(sums)
    return math.exp(sums[chosen] - top) / sum([math.exp(value - top) for value in sums])


def logistic(value: float) -> float:
    """The probability that a sum of weights stands for."""
    return 1.0 / (1.0 + math.exp(-value)) if value > -700 else 0.0
