"""The canned questions as forms: what was given, what came of it, and where each cell of the answer leads."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kg import names
from kg.pages.store import Store
from kg.query.answer import Answer, Value
from kg.query.catalogue import Query, Scalar

_PLAIN = frozenset(
    {"kind", "type", "metric", "unit", "qualifier", "rule", "role", "relation", "direction", "fact", "step", "license",
     "vendor", "class", "architecture", "matched"}
)  # fmt: skip
"""Columns of strings that name no thing."""

_ID = re.compile(r"(?:software|method|dataset|hardware|task|paper|claim|author|artifact)/\S+")
"""An id, as a query of one's own gives it in any column."""


class Cell(NamedTuple):
    """A value of an answer, and the address it leads to."""

    value: Value
    type: str
    href: str | None = None


def given(query: Query, parameters: Mapping[str, str]) -> dict[str, Scalar | None]:
    """The parameters that a form sent: a field left empty lifts a default, one that was not sent leaves it."""
    return {
        parameter.name: parameters[parameter.name].strip() or None
        for parameter in query.parameters
        if parameter.name in parameters
    }


def cells(store: Store, answer: Answer) -> list[list[Cell]]:
    """The rows of an answer with links: ids lead to their pages, addresses out, names to what is called so."""
    called = _called(store, answer)
    titled = [column.name for column in answer.columns]
    rows = []
    for row in answer.rows:
        source = next(
            (str(value) for name, value in zip(titled, row, strict=True) if value and name in ("claim", "source")), None
        )
        rows.append([
            Cell(value, column.type, _href(column.name, column.type, value, source, called))
            for column, value in zip(answer.columns, row, strict=True)
        ])  # fmt: skip
    return rows


def _href(name: str, kind: str, value: Value, source: str | None, called: Mapping[str, str]) -> str | None:
    if not isinstance(value, str) or not value:
        return None
    if kind == "url":
        return value if value.startswith(("https://", "http://")) else None
    if kind == "id" or _ID.fullmatch(value):
        return names.iri(value, "/")
    if name == "paper" and source:
        return names.iri(source, "/")
    return called.get(value) if kind == "string" and name not in _PLAIN else None


def _called(store: Store, answer: Answer) -> dict[str, str]:
    """The addresses of the things whose names stand in an answer; of two with one name, of the commoner."""
    places = [
        place for place, column in enumerate(answer.columns) if column.type == "string" and column.name not in _PLAIN
    ]
    found = sorted({str(row[place]) for row in answer.rows for place in places if row[place]})
    if not found:
        return {}
    rows = store.rows(
        "SELECT name, arg_max(entity_id, papers) AS id FROM entities WHERE name IN (SELECT unnest($names)) "
        "GROUP BY name",
        names=found,
    )
    return {row["name"]: names.iri(row["id"], "/") for row in rows}
