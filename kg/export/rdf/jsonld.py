"""JSON-LD in the terms of `schemas/context.jsonld`, written node by node.

pyoxigraph writes expanded JSON-LD, where every key is an IRI and every value an object. This writes what a reader of
JSON expects, ``"kind": "speedup", "ratio": "3.5"``, with the context inside, so that nothing is fetched. Doubles stay
strings: a JSON number would come back from a JSON-LD processor in another spelling.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, BinaryIO, NamedTuple

import pyoxigraph as ox

from kg.export.rdf.lines import Lines, quads
from kg.export.rdf.vocabulary import PREFIXES, TYPE, iri
from kg.resources import SCHEMAS

_TYPE, _STRING, _INTEGER = iri(TYPE), iri("xsd:string"), iri("xsd:integer")


class _Term(NamedTuple):
    """A key of the context: its name and what its plain values are read as."""

    name: str
    coercion: str


class _Context:
    """The context, turned round: from IRIs to keys."""

    def __init__(self) -> None:
        self.text = (SCHEMAS / "context.jsonld").read_text("utf-8").strip()
        self._terms: dict[str, _Term] = {}
        self._prefixes: dict[str, str] = {}
        for name, definition in json.loads(self.text)["@context"].items():
            term = definition["@id"] if isinstance(definition, dict) else str(definition)
            kind = definition["@type"] if isinstance(definition, dict) else "xsd:string"
            if term == PREFIXES.get(name):
                self._prefixes[name] = term
            elif term.partition(":")[0] in PREFIXES:
                self._terms[iri(term)] = _Term(name, kind if kind == "@id" else iri(kind))

    def term(self, predicate: str) -> _Term:
        """The key for a predicate."""
        return self._terms[predicate]

    def name(self, identifier: str) -> str:
        """The shortest form of a class or a datatype: its key, else a prefixed name."""
        if identifier in self._terms:
            return self._terms[identifier].name
        for prefix, start in self._prefixes.items():
            if identifier.startswith(start):
                return f"{prefix}:{identifier.removeprefix(start)}"
        return identifier


def write_jsonld(lines: Lines, file: BinaryIO) -> None:
    """Write quads as one JSON-LD document, a node a line; each named graph is a node that holds a graph."""
    context = _Context()
    file.write(context.text.removesuffix("}").rstrip().encode() + b',\n  "@graph": [')
    between = "\n"
    for graph, members in groupby(quads(lines), key=attrgetter("graph_name")):
        nodes = (json.dumps(node, ensure_ascii=False) for node in _nodes(members, context))
        if isinstance(graph, ox.DefaultGraph):
            for node in nodes:
                file.write(f"{between}{node}".encode())
                between = ",\n"
            continue
        file.write(f'{between}{{"id": {json.dumps(graph.value)}, "@graph": ['.encode())
        between = "\n"
        for node in nodes:
            file.write(f"{between}{node}".encode())
            between = ",\n"
        file.write(b"]}")
    file.write(b"]\n}\n")


def _nodes(members: Iterable[ox.Quad], context: _Context) -> Iterator[dict[str, Any]]:
    for subject, about in groupby(members, key=attrgetter("subject")):
        values: dict[str, list[Any]] = {}
        for quad in about:
            key, value = _entry(quad.predicate.value, quad.object, context)
            values.setdefault(key, []).append(value)
        yield {"id": subject.value} | {key: found[0] if len(found) == 1 else found for key, found in values.items()}


def _entry(predicate: str, found: Any, context: _Context) -> tuple[str, Any]:
    """A key of a node and one value of it."""
    if predicate == _TYPE:
        return "type", context.name(found.value)
    key, coercion = context.term(predicate)
    return key, _value(found, coercion, context)


def _value(found: Any, coercion: str, context: _Context) -> Any:
    if isinstance(found, ox.NamedNode):
        return found.value if coercion == "@id" else {"@id": found.value}
    datatype = found.datatype.value
    if datatype == coercion:
        return int(found.value) if datatype == _INTEGER else found.value
    return {"@value": found.value} if datatype == _STRING else {"@value": found.value, "@type": context.name(datatype)}
