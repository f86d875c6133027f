"""SPARQL over a graph: canned queries with their parameters bound, and texts of one's own."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from kg import names
from kg.errors import GraphError, QueryError
from kg.query.answer import Answer, Value
from kg.query.catalogue import Column, ColumnType, Parameter, Query, Scalar, bind
from kg.query.entities import find_entity
from kg.query.index import Notice, Progress, open_index
from kg.tables import Tables

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger"))
_NUMBERS = frozenset(_XSD + name for name in ("double", "float", "decimal"))
_LONG = 60
"""A string of a text of one's own that is longer reads as a sentence, and is laid out as one."""
_NOT_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_TOKENS = re.compile(
    r"""("{3}|'{3})(?:\\.|(?!\1).)*\1 | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*' | <[^<>"{}|^`\\\s]*> """
    r"""| \#[^\n\r]* | [?$]\w+ | :(?:[\w.:%-]|\\.)* | (?P<service>SERVICE)""",
    re.X | re.S | re.I,
)
"""Where the word may stand (strings, IRIs, comments, variables, local names), and where it may be the keyword.

The parser wants no space around a keyword: ``?o.SERVICE:x`` and ``1SERVICEex:x`` ask another server too. So the word
counts in whatever else it is a part of, also in a prefix.
"""

_SYNTAX = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.S)
_REASON = re.compile(r"[A-Z][A-Za-z]* [A-Za-z ]+$")
"""A reason in words ("Prefix not found") among the tokens that the parser would have taken."""

Node = ox.NamedNode | ox.Literal
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class SparqlEngine:
    """Answers SPARQL on one graph, from an index on disk (`kg.query.index`) that is opened with the first question."""

    def __init__(self, tables: Tables, *, notice: Notice | None = None, progress: Progress | None = None) -> None:
        self.tables = tables
        self._notice = notice
        self._progress = progress
        self._store: ox.Store | None = None

    @property
    def store(self) -> ox.Store:
        """The index, open for reading."""
        if self._store is None:
            self._store = open_index(self.tables, notice=self._notice, progress=self._progress)
        return self._store

    def answer(self, query: Query, given: Mapping[str, Scalar | None], *, limit: int | None = None) -> Answer:
        """The answer to a canned query.

        Args:
            query: one of the catalogue's.
            given: parameters by name; None restricts nothing, also where the parameter has a default.
            limit: the most rows wanted; None is all.

        Raises:
            QueryError: a parameter is unknown, missing or of the wrong type, or names nothing in the graph.
            GraphError: the graph or its index cannot be read.
        """
        text = self.text(query, given, limit=None if limit is None else limit + 1)  # one more tells whether more exist
        return self._select(text, query.columns, origin=f"query {query.name}", limit=limit)

    def text(self, query: Query, given: Mapping[str, Scalar | None], *, limit: int | None = None) -> str:
        """The SPARQL text of a canned query with its parameters bound; any SPARQL 1.1 engine runs it."""
        parameters = {parameter.name: parameter for parameter in query.parameters}
        values = query.parse(given)
        terms = {name: str(self._term(parameters[name], value)) for name, value in values.items()}
        return bind(query.sparql, terms, limit=limit, base=self.tables.manifest.base)

    def run(self, text: str, *, origin: str = "the query", limit: int | None = None) -> Answer:
        """The answer to a text of one's own; see `evaluate`. A CONSTRUCT or DESCRIBE has three columns.

        Raises:
            QueryError: the text is malformed, or asks for ``SERVICE``.
        """
        if self._notice and re.search(r"\bMention\b", text):
            self._notice("the index holds no single mentions; the table mentions does, and kg export -f nq")
        return self._rows(self.evaluate(text, origin=origin), None, origin=origin, limit=limit)

    def evaluate(
        self,
        text: str,
        *,
        origin: str = "the query",
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Result:
        """What Oxigraph finds for a text of one's own (SELECT, ASK, CONSTRUCT, DESCRIBE), in RDF terms.

        The prefixes of the dumps (kg, schema, skos, ...) are declared, ``data:`` is the base of the graph's IRIs, and
        relative IRIs are its ids (``<software/pytorch>``), where that base ends in a slash. ``SERVICE`` is refused: a
        query reads this graph and nothing else.

        Args:
            text: the query.
            origin: what an error calls it.
            default_graphs: IRIs of the graphs that are merged as the default one; none leaves the facts.
            named_graphs: IRIs of the graphs that GRAPH may name; none leaves all, unless `default_graphs` are given.

        Raises:
            QueryError: the text is malformed, or asks for ``SERVICE``.
        """
        from kg.export.rdf.vocabulary import PREFIXES  # canned queries declare their own, and need not wait for this

        if any(match["service"] for match in _TOKENS.finditer(text)):
            raise QueryError(f"{origin}: SERVICE asks another server, and queries stay on this machine; remove it")
        prefixes = {**PREFIXES, "data": self.tables.manifest.base}
        chosen = bool(default_graphs or named_graphs)
        return self._query(
            text, origin, prefixes=prefixes,
            default_graph=list(map(ox.NamedNode, default_graphs)) if chosen else None,
            named_graphs=list(map(ox.NamedNode, named_graphs)) if chosen else None,
        )  # fmt: skip

    def _select(self, text: str, columns: tuple[Column, ...], *, origin: str, limit: int | None) -> Answer:
        return self._rows(self._query(text, origin), columns, origin=origin, limit=limit)

    def _query(self, text: str, origin: str, **options: Any) -> Result:
        try:
            return self.store.query(text, base_iri=self.tables.manifest.base, **options)
        except SyntaxError as error:
            raise QueryError(f"{origin}: {_malformed(str(error), text)}") from None
        except (OSError, RuntimeError) as error:
            raise self._failed(origin, error) from error

    def _rows(self, result: Result, columns: tuple[Column, ...] | None, *, origin: str, limit: int | None) -> Answer:
        base = self.tables.manifest.base
        if isinstance(result, ox.QueryBoolean):
            return Answer([Column("answer", "string")], [(bool(result),)])
        if isinstance(result, ox.QueryTriples):
            header, solutions = ["subject", "predicate", "object"], iter(result)
        else:
            header, solutions = [variable.value for variable in result.variables], iter(result)
        rows: list[tuple[Value, ...]] = []
        more = False
        try:
            for solution in solutions:
                if limit is not None and len(rows) == limit:
                    more = True
                    break
                rows.append(tuple([_value(node, base) for node in solution]))
        except (OSError, RuntimeError) as error:
            raise self._failed(origin, error) from error
        return Answer(columns or _columns(header, rows), rows, more=more)

    def _failed(self, origin: str, error: Exception) -> GraphError:
        return GraphError(f"{self.tables.directory}: {origin}: {error}")

    def _term(self, parameter: Parameter, value: Scalar) -> Node:
        """The RDF term that a parameter's value stands for."""
        if parameter.type == "entity":
            return self._entity(parameter, str(value))
        if parameter.type == "id":
            return self._id(parameter, str(value))
        return ox.Literal(value)

    def _entity(self, parameter: Parameter, name: str) -> ox.NamedNode:
        found = find_entity(self.tables, name, parameter.kinds)
        if self._notice and name != found.entity_id and names.normal_form(name) != names.normal_form(found.name):
            self._notice(f"{parameter.name}: {name!r} is taken as {found.name} ({found.entity_id})")
        return ox.NamedNode(names.iri(found.entity_id, self.tables.manifest.base))

    def _id(self, parameter: Parameter, identifier: str) -> ox.NamedNode:
        base = self.tables.manifest.base
        node = ox.NamedNode(names.iri(identifier.strip().removeprefix(base), base))
        if next(self.store.quads_for_pattern(node, None, None, None), None) is None:
            raise QueryError(f"{self.tables.directory}: has no {parameter.name} {identifier!r}")
        return node


def _malformed(message: str, text: str) -> str:
    """Where and why a text cannot be read, in a line; the parser's list of what else could stand there is endless."""
    match = _SYNTAX.match(message)
    if not match:
        return message.splitlines()[0]
    line, column = int(match["line"]), int(match["column"])
    lines = text.splitlines()
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    reasons = [reason.strip() for reason in match["expected"].split(",") if _REASON.match(reason.strip())]
    where = f"before {rest[:40]!r}" if rest else "at its end"
    return f"line {line}, column {column}: {reasons[0] if reasons else 'this is no SPARQL query'}, {where}"


def _value(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, base: str) -> Value:
    """A term as a plain value; an IRI of the graph as its id."""
    if node is None:
        return None
    if isinstance(node, ox.NamedNode):
        if node.value.startswith(base):
            return _NOT_ASCII.sub(lambda match: unquote(match.group()), node.value.removeprefix(base))
        return node.value
    if isinstance(node, ox.Literal):
        datatype = node.datatype.value
        if datatype in _INTEGERS:
            return int(node.value)
        if datatype in _NUMBERS and math.isfinite(number := float(node.value)):
            return number
        if datatype == f"{_XSD}boolean":
            return node.value in ("true", "1")
        return node.value
    return str(node)


def _columns(header: Iterable[str], rows: list[tuple[Value, ...]]) -> list[Column]:
    """Columns of a text of one's own: what their values are decides the type."""
    return [Column(name, _type([row[place] for row in rows])) for place, name in enumerate(header)]


def _type(values: list[Value]) -> ColumnType:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, int) and not isinstance(value, bool) for value in known):
        return "integer"
    if known and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in known):
        return "number"
    return "text" if any(isinstance(value, str) and len(value) > _LONG for value in known) else "string"
