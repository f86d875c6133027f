"""Every canned question on the hand-made graph: the very rows, in order."""

import pytest
from cases import CASES, Case

from kg.query import catalogue
from kg.query.sparql import SparqlEngine


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.query} {case.parameters}")
def test_rows(hand_engine: SparqlEngine, case: Case) -> None:
    answer = hand_engine.answer(catalogue.find(case.query), case.parameters)
    assert list(answer.rows) == case.rows


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.query} {case.parameters}")
def test_a_limit_gives_the_first_rows_and_says_that_there_are_more(hand_engine: SparqlEngine, case: Case) -> None:
    answer = hand_engine.answer(catalogue.find(case.query), case.parameters, limit=1)
    assert list(answer.rows) == case.rows[:1]
    assert answer.more == (len(case.rows) > 1)


def test_every_question_is_answered_by_a_row_at_least_once() -> None:
    assert {case.query for case in CASES if case.rows} == set(catalogue.load())


def test_every_parameter_is_used_at_least_once() -> None:
    used = {(case.query, name) for case in CASES for name in case.parameters}
    defaults = {(query.name, p.name) for query in catalogue.load().values() for p in query.parameters if p.default}
    known = {(query.name, p.name) for query in catalogue.load().values() for p in query.parameters}
    assert known == used | defaults
