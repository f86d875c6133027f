"""The check of a graph's RDF, facts and evidence together, against `schemas/shapes.ttl`."""

import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import rdflib
from rdflib.namespace import RDF, SH

from kg.errors import MissingExtraError
from kg.export.rdf.python import to_rdflib
from kg.export.rdf.sample import sample
from kg.resources import SCHEMAS
from kg.tables import Tables


class Violation(NamedTuple):
    """What does not conform: the node, the property (empty: the node itself), the value at fault if one is, and why.

    `constraint` is the kind of rule that was broken, as SHACL names it: ``MinCount``, ``Class``, ``Closed``.
    """

    focus: str
    path: str
    value: str
    message: str
    constraint: str


class Report(NamedTuple):
    """The outcome: how many papers and triples were checked, and what does not conform, by node."""

    papers: int
    triples: int
    violations: list[Violation]


def validate(tables: Tables, *, papers: int | None = None) -> Report:
    """Check a graph, or a sample of it.

    pySHACL reads what it checks into memory, 1.3 kB a triple, and takes about a minute for a million triples.

    Args:
        tables: the graph.
        papers: check only so many papers, with all that is said in them and of what they name; the same ones each time.

    Raises:
        MissingExtraError: pySHACL is not installed.
        GraphError: the graph cannot be read.
    """
    if find_spec("pyshacl") is None:
        raise MissingExtraError("kg validate", "validate")
    if papers is not None and papers < tables.manifest.counts["papers"]:
        with tempfile.TemporaryDirectory(prefix="kg-") as scratch:
            return validate(sample(tables, papers, Path(scratch) / "sample"))
    data = rdflib.Graph()
    for triple in to_rdflib(tables).quads():
        data.add(triple[:3])
    return Report(tables.manifest.counts["papers"], len(data), check(data))


def check(data: rdflib.Graph) -> list[Violation]:
    """What in `data` does not conform to the shapes, in order of node, property, value and message."""
    import pyshacl  # an extra

    shapes = rdflib.Graph().parse(SCHEMAS / "shapes.ttl", format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return sorted(_violation(results, result) for result in results.subjects(RDF.type, SH.ValidationResult))


def _violation(results: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    def part(predicate: rdflib.URIRef) -> str:
        found = results.value(result, predicate)
        # a path that is more than a property (an inverse, a choice) is a blank node; its shape's message says it all
        return "" if found is None or (predicate == SH.resultPath and isinstance(found, rdflib.BNode)) else str(found)

    constraint = part(SH.sourceConstraintComponent).removeprefix(str(SH)).removesuffix("ConstraintComponent")
    return Violation(part(SH.focusNode), part(SH.resultPath), part(SH.value), part(SH.resultMessage), constraint)
