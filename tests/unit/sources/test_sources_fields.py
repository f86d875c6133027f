"""Field values in the shapes that sources give them."""

from typing import Any

import pytest

from kg.sources.fields import given_first, people, strings


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["Ada Lovelace", {"name": "Alan Turing"}, None, {}, 7], ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Lovelace, Ada", ["Ada Lovelace"]),
        ("Lovelace, Ada and Turing, Alan", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace, Alan Turing, and Grace Hopper", ["Ada Lovelace", "Alan Turing", "Grace Hopper"]),
        ("Lovelace, Ada;Turing, Alan ; ", ["Ada Lovelace", "Alan Turing"]),
        ("Amanda Andrews", ["Amanda Andrews"]),
        ("", []),
        (None, []),
        (5, []),
    ],
)
def test_people(value: Any, names: list[str]) -> None:
    assert people(value) == names


def test_given_first() -> None:
    assert given_first("King, Jr., Martin Luther") == "Martin Luther King Jr."
    assert given_first("van der Berg, Jan") == "Jan van der Berg"
    assert given_first("Plato") == "Plato"


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("cs.LG cs.PF", ["cs.LG", "cs.PF"]),
        ("machine learning; sorting, fast", ["machine learning", "sorting, fast"]),
        ("machine learning, sorting", ["machine learning", "sorting"]),
        (["a b", 5, "c"], ["a b", "c"]),
        (None, []),
    ],
)
def test_strings(value: Any, texts: list[str]) -> None:
    assert strings(value) == texts
