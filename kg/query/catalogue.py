"""The canned questions: `queries/catalogue.toml` and one query text a language for each.

A text takes its parameters from a line of its own, valid as it stands and then meaning "any"::

    VALUES ($_baseline $_min_ratio) { (UNDEF UNDEF) }  # parameters

`$_baseline` is the parameter `baseline`; the underscore keeps it apart from the column of that name. Binding puts terms
into that row, written by the RDF library, so that no value is ever read as query text. A text that may find very many
rows chooses the first of them in an inner SELECT and fetches their details afterwards; how many is a line of its own::

    LIMIT 1000  # rows
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import Literal

import msgspec

from kg.errors import QueryError
from kg.names import DEFAULT_BASE
from kg.resources import QUERIES

Scalar = str | int | float
ParameterType = Literal["string", "entity", "id", "integer", "number", "enum"]
ColumnType = Literal["string", "text", "integer", "number", "ratio", "id", "url"]

PARAMETERS_LINE = re.compile(
    r"^(?P<indent> *)VALUES \((?P<names>[^()]*)\) \{ \((?P<row>[^()]*)\) \}  # parameters$", re.M
)
"""The line of a SPARQL text that holds its parameters: their variables, and `UNDEF` for each."""
LIMIT_LINE = re.compile(r"^ *LIMIT \d+  # rows\n", re.M)
"""The line of a SPARQL text that cuts the rows before their details are fetched."""


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a query can be told.

    `entity` takes any name of a thing and stands for its id; `kinds` says which kinds of id it may be (``software``).
    `id` is an id of the graph, or its IRI. `enum` is one of `values`. A parameter that is neither given nor `required`,
    and has no `default`, restricts nothing.
    """

    name: str
    type: ParameterType
    doc: str
    default: Scalar | None = None
    required: bool = False
    values: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def parse(self, given: Scalar) -> Scalar:
        """The value in this parameter's type.

        Raises:
            QueryError: it cannot be one.
        """
        if self.type == "integer":
            return self._number(given, int, "a whole number")
        if self.type == "number":
            return self._number(given, float, "a number")
        if not isinstance(given, str) or not given.strip():
            raise QueryError(f"parameter {self.name}: {given!r} is no text")
        if self.type == "enum" and given not in self.values:
            raise QueryError(f"parameter {self.name}: {given!r} is not one of {', '.join(self.values)}")
        return given

    def _number(self, given: Scalar, kind: Callable[[Scalar], Scalar], noun: str) -> Scalar:
        try:
            value = kind(given)
            if isinstance(given, float) and value != given:
                raise ValueError
        except (ValueError, OverflowError):
            raise QueryError(f"parameter {self.name}: {given!r} is not {noun}") from None
        if value != value or value in (float("inf"), float("-inf")):
            raise QueryError(f"parameter {self.name}: {given!r} is not {noun}")
        return value


class Column(msgspec.Struct, frozen=True):
    """A column of the answer. A `ratio` is a factor, better above 1; an `id` is one of the graph's, without base."""

    name: str
    type: ColumnType


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """A canned question: what it asks, what it can be told, which columns answer it.

    `limit` is how many rows are shown unless more are asked for; None where the answer is short by nature. `no_rows` is
    what to tell a person who gets none.
    """

    name: str
    topic: str
    title: str
    question: str
    parameters: tuple[Parameter, ...] = ()
    fields: dict[str, ColumnType] = msgspec.field(name="columns")
    limit: int | None = None
    no_rows: str | None = None

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return tuple(Column(name, kind) for name, kind in self.fields.items())

    @cached_property
    def sparql(self) -> str:
        """The SPARQL text, with every parameter left open."""
        return (QUERIES / "sparql" / f"{self.name}.rq").read_text(encoding="utf-8")

    def parse(self, given: Mapping[str, Scalar | None]) -> dict[str, Scalar]:
        """The value of each parameter that has one: as given (None restricts nothing), else its default.

        Raises:
            QueryError: a parameter is unknown or missing, or its value is of the wrong type.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                known = f"it takes {', '.join(names)}" if names else "it takes none"
                raise QueryError(f"query {self.name} has no parameter {name!r}{_nearest(name, names)}; {known}")
        values = {}
        for parameter in self.parameters:
            value = given.get(parameter.name, parameter.default)
            if value is not None:
                values[parameter.name] = parameter.parse(value)
            elif parameter.required:
                raise QueryError(f"query {self.name} needs {parameter.name}: -p {parameter.name}=...; {parameter.doc}")
        return values


class _File(msgspec.Struct, forbid_unknown_fields=True):
    query: list[Query]


@cache
def load() -> dict[str, Query]:
    """Every canned query by name, in the order of the catalogue."""
    content = (QUERIES / "catalogue.toml").read_bytes()
    return {query.name: query for query in msgspec.toml.decode(content, type=_File).query}


def find(name: str) -> Query:
    """The query of this name.

    Raises:
        QueryError: there is none; the message suggests the nearest.
    """
    queries = load()
    if name not in queries:
        raise QueryError(f"no query is called {name!r}{_nearest(name, queries)}; kg query lists them")
    return queries[name]


def bind(text: str, terms: Mapping[str, str], *, limit: int | None = None, base: str = DEFAULT_BASE) -> str:
    """Put values into a SPARQL text.

    Args:
        text: the text of a canned query.
        terms: parameter name to a term in SPARQL syntax; parameters that are not among them stay open.
        limit: the most rows wanted; None is all.
        base: the base of the graph's IRIs, for texts that ask its named graph ``data:evidence``.
    """

    def row(match: re.Match[str]) -> str:
        names = match["names"].split()
        written = " ".join(terms.get(name.removeprefix("$_"), "UNDEF") for name in names)
        return f"{match['indent']}VALUES ({' '.join(names)}) {{ ({written}) }}  # parameters"

    def rows(match: re.Match[str]) -> str:
        return "" if limit is None else re.sub(r"\d+", str(limit), match.group())

    text = text.replace(f"PREFIX data: <{DEFAULT_BASE}>", f"PREFIX data: <{base}>")
    return LIMIT_LINE.sub(rows, PARAMETERS_LINE.sub(row, text))


def _nearest(name: str, names: Iterable[str]) -> str:
    """A suggestion for a mistyped name, as the end of a sentence."""
    matches = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f" (did you mean {matches[0]}?)" if matches else ""
