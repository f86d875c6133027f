"""The graph as RDF: dumps in every common format, a quad file for an index, an rdflib dataset.

Facts are in the default graph, the evidence for them in the named graph ``<base>evidence``. `schemas/ontology.ttl`
is the vocabulary, `schemas/shapes.ttl` what holds of every dump.
"""

from kg.export.rdf.description import count_triples
from kg.export.rdf.dump import write, write_quads
from kg.export.rdf.formats import FORMATS
from kg.export.rdf.lines import evidence_graph
from kg.export.rdf.python import to_rdflib

__all__ = ["FORMATS", "count_triples", "evidence_graph", "to_rdflib", "write", "write_quads"]
