"""The graph as an rdflib dataset, for Python users of RDF."""

from functools import lru_cache

import pyoxigraph as ox
import rdflib

from kg.export.rdf.lines import ONLY_FACTS, QUADS, lines, quads
from kg.export.rdf.vocabulary import PREFIXES
from kg.tables import Tables

_INTERNED = 1 << 16
"""IRIs kept while reading: predicates, classes and entities return again and again."""


def to_rdflib(tables: Tables, *, evidence: bool = True) -> rdflib.Dataset:
    """The graph in memory: facts in the default graph, evidence in its named graph.

    It takes some 1.3 kB a triple; a graph of many thousand papers is better asked through `kg.query` or loaded, as a
    dump, into a store.

    Args:
        tables: the graph.
        evidence: whether the evidence comes along.
    """
    dataset = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)

    @lru_cache(_INTERNED)
    def node(value: str) -> rdflib.URIRef:
        return rdflib.URIRef(value)

    @lru_cache(_INTERNED)
    def graph(value: str | None) -> rdflib.Graph:
        return dataset.graph(node(value)) if value else dataset.default_graph

    for quad in quads(lines(tables, QUADS if evidence else ONLY_FACTS)):
        name, subject, found = quad.graph_name, quad.subject, quad.object
        assert isinstance(subject, ox.NamedNode)  # we write neither blank nodes nor, here, triple terms
        assert isinstance(found, ox.NamedNode | ox.Literal)
        graph(None if isinstance(name, ox.DefaultGraph) else name.value).add((
            node(subject.value),
            node(quad.predicate.value),
            node(found.value) if isinstance(found, ox.NamedNode) else _literal(found),
        ))  # fmt: skip
    return dataset


def _literal(literal: ox.Literal) -> rdflib.Literal:
    """The same literal, its lexical form untouched (rdflib would respell some)."""
    datatype = literal.datatype.value
    if datatype == str(rdflib.XSD.string):
        return rdflib.Literal(literal.value)
    return rdflib.Literal(literal.value, datatype=rdflib.URIRef(datatype), normalize=False)
