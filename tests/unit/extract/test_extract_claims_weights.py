"""Weights: the committed tables are whole, sorted and use labels that the code knows."""

import math

import pytest

from kg.extract.claims import weights
from kg.extract.claims.kind import KIND_LABELS, PHASE_LABELS
from kg.extract.claims.slots import FILLERS

TABLES = ("result", "metric", "kind", "phase", *FILLERS)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_lists_each_cue_once_in_order(name: str) -> None:
    lines = (weights.folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "cue\tweight"
    cues = [line.split("\t")[0] for line in lines[1:]]
    assert cues == sorted(set(cues))
    assert all(math.isfinite(weight) and weight for weight in weights.table(name).values())


@pytest.mark.parametrize(("name", "labels"), [("kind", KIND_LABELS), ("phase", PHASE_LABELS)])
def test_class_tables_know_their_labels(name: str, labels: tuple[str, ...]) -> None:
    table = weights.class_table(name, labels)
    assert {number for pairs in table.values() for number, _ in pairs} <= set(range(len(labels)))


def test_sums_and_chances() -> None:
    assert weights.total({"a": 1.0, "b": 2.0}, ["a", "b", "c"]) == 3.0
    sums = weights.totals({"a": ((0, 1.0), (1, -1.0))}, ["a", "a"], 2)
    assert sums == [2.0, -2.0]
    assert weights.chance(sums, 0) + weights.chance(sums, 1) == pytest.approx(1.0)
    assert weights.logistic(0.0) == 0.5
    assert weights.logistic(-1000.0) == 0.0
