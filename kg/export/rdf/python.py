"""The graph as an rdflib dataset, for Python users of RDF."""

from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.export.rdf.lines import ONLY_FACTS, QUADS, lines, quads
from kg.export.rdf.vocabulary import PREFIXES, iri
from kg.tables import Tables

if TYPE_CHECKING:  # a dump does without it, and need not wait for it
    import rdflib

_INTERNED = 1 << 16
"""IRIs kept while reading: predicates, classes and entities return again and again."""


def to_rdflib(tables: Tables, *, evidence: bool = True) -> "rdflib.Dataset":
    """The graph in memory: facts in the default graph, evidence in its named graph.

    It takes some 1.3 kB a triple; a graph of many thousand papers is better asked through `kg.query` or loaded, as a
    dump, into a store.

    Args:
        tables: the graph.
        evidence: whether the evidence comes along.

    Raises:
        GraphError: the graph cannot be read.
    """
    import rdflib

    dataset = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    string = iri("xsd:string")

    @lru_cache(_INTERNED)
    def node(value: str) -> rdflib.URIRef:
        return rdflib.URIRef(value)

    @lru_cache(_INTERNED)
    def graph(value: str | None) -> rdflib.Graph:
        return dataset.graph(node(value)) if value else dataset.default_graph

    def term(found: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
        if isinstance(found, ox.NamedNode):
            return node(found.value)
        if found.datatype.value == string:
            return rdflib.Literal(found.value)
        # rdflib would respell some lexical forms
        return rdflib.Literal(found.value, datatype=node(found.datatype.value), normalize=False)

    for quad in quads(lines(tables, QUADS if evidence else ONLY_FACTS)):
        name, subject, found = quad.graph_name, quad.subject, quad.object
        assert isinstance(subject, ox.NamedNode)  # we write neither blank nodes nor, here, triple terms
        assert isinstance(found, ox.NamedNode | ox.Literal)
        target = graph(None if isinstance(name, ox.DefaultGraph) else name.value)
        target.add((node(subject.value), node(quad.predicate.value), term(found)))
    return dataset
