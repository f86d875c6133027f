"""Counts and figures, by hand and beside the scorer that the annotation came with."""

import importlib.util
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate import scores
from kg.evaluate.records import SLOTS, Artifact, Claim, Entity, Pair, Record, Relation
from kg.evaluate.scores import MEASURES, SLOT, Tally, count, figures, group, total

SCORER = Path(__file__).parents[4] / "shared" / "eval" / "score.py"


def record(*entities: Entity, relations: Any = (), claims: Any = (), artifacts: Any = ()) -> Record:
    return Record(
        id="p", entities=list(entities), relations=list(relations), claims=list(claims), artifacts=list(artifacts)
    )


def test_shares_of_a_tally() -> None:
    tally = Tally(right=3, predicted=4, gold=6)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.5, pytest.approx(0.6))
    assert tally + Tally(1, 1, 1) == Tally(4, 5, 7)
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


def test_names_count_once_by_form_and_type() -> None:
    gold = record(Entity("Foo", "Library", "Foo"), Entity("BERT", "Model", "BERT"))
    predicted = record(Entity("Foo", "Framework", "foo"), Entity("BERT", "Model", "BERT"), Entity("BERT", "Model", "B"))
    counts = count(Pair(gold, predicted))
    assert counts["entities", None] == Tally(1, 2, 2)
    assert counts["entities_coarse", None] == Tally(2, 2, 2)
    assert counts["canonical", None] == Tally(2, 3, 2)
    assert counts["by_type", "Framework"] == Tally(0, 1, 0)
    assert counts["by_type", "Library"] == Tally(0, 0, 1)


def test_relations_meet_by_canonical_name() -> None:
    gold = record(relations=[Relation("uses", "NVIDIA T4"), Relation("uses", "LoRA")])
    predicted = record(relations=[Relation("uses", "T4 GPU"), Relation("introduces", "LoRA")])
    counts = count(Pair(gold, predicted))
    assert counts["relations", None] == Tally(1, 2, 2)
    assert counts["by_relation", "introduces"] == Tally(0, 1, 0)


def test_claims_count_as_often_as_they_stand() -> None:
    twice = Claim(value=2.0, unit="x", kind="speedup")
    counts = count(Pair(record(claims=[twice, twice]), record(claims=[twice, Claim(value=2.0, unit="x", kind="time")])))
    assert counts["claims", None] == Tally(1, 2, 2)
    assert counts["claims_value", None] == Tally(2, 2, 2)
    assert counts["by_kind", "time"] == Tally(0, 1, 0)


def test_of_like_claims_that_with_most_slots_alike_is_the_annotated_one() -> None:
    gold = Claim(value=2.0, unit="x", kind="speedup", subject="Foo", baseline="JAX", phase="training")
    worse, better = (msgspec.structs.replace(gold, **slots) for slots in ({"subject": "Bar"}, {"phase": None}))
    other = msgspec.structs.replace(worse, baseline=None, phase=None)
    counts = count(Pair(record(claims=[gold]), record(claims=[other, better])))
    assert [counts[SLOT, slot] for slot in ("subject", "baseline", "phase")] == [
        Tally(1, 1, 1), Tally(1, 1, 1), Tally(0, 1, 1),
    ]  # fmt: skip
    assert (SLOT, "hardware") not in counts


def test_a_paper_that_is_not_predicted_is_missed() -> None:
    gold = record(Entity("Foo", "Library", "Foo"), artifacts=[Artifact("github.com/a/b")])
    told = figures(total([count(Pair(gold, record()))]))
    assert told["entities"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1, "pred": 0}
    assert told["artifacts"]["gold"] == 1
    assert told["claim_slots"]["subject"] == {"accuracy": None, "n": 0}


def test_claims_of_no_kind_come_last() -> None:
    claims = [Claim(value=1.0), Claim(value=1.0, kind="time"), Claim(value=1.0, kind="cost")]
    counts = total([count(Pair(record(), record(claims=claims)))])
    assert [name for name, _ in group(counts, "by_kind")] == ["cost", "time", "None"]


NAMES = st.sampled_from(["Foo", "foo", "Foos", "NVIDIA T4 GPU", "T4", "Bar Net", "the Bar", "", "previous Bar"])
SOME = st.one_of(st.none(), NAMES)
ENTITIES = st.builds(Entity, NAMES, st.sampled_from(["Library", "Framework", "Model"]), NAMES)
RELATIONS = st.builds(Relation, st.sampled_from(["uses", "introduces"]), NAMES)
CLAIMS = st.builds(
    Claim, value=st.sampled_from([1.0, 2.0, 2.00001]), unit=st.sampled_from(["x", "times", "%", "", None]),
    kind=st.sampled_from(["speedup", "time", None]), **{slot: SOME for slot in SLOTS},
)  # fmt: skip
RECORDS = st.builds(
    Record, st.just("p"), st.lists(ENTITIES, max_size=4), st.lists(RELATIONS, max_size=4),
    st.lists(CLAIMS, max_size=4),
    st.lists(st.builds(Artifact, st.sampled_from(["http://a.b/", "a.b", "c"])), max_size=2),
)  # fmt: skip


@pytest.fixture(scope="module")
def scorer() -> Any:
    """The scorer that the annotation came with."""
    if not SCORER.exists():
        pytest.skip("the annotated abstracts are not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(st.lists(st.tuples(RECORDS, RECORDS), min_size=1, max_size=3))
def test_figures_are_those_of_the_other_scorer(scorer: Any, drawn: list[tuple[Record, Record]]) -> None:
    plain = [[msgspec.to_builtins(one) for one in pair] for pair in drawn]
    for claim in (claim for pair in plain for one in pair for claim in one["claims"]):
        claim["evidence"] = ""  # which it shows among the errors
    golds, predicted = ({str(n): pair[side] for n, pair in enumerate(plain)} for side in (0, 1))
    expected, _ = scorer.score(golds, predicted)
    told = figures(total(count(Pair(*pair)) for pair in drawn))
    for name in {*MEASURES, *scores.GROUPS, "claim_slots"} - {"entities_relaxed"}:  # there, ties fall at random
        assert told[name] == expected[name]
