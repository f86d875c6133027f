"""What the graph says of one of its IRIs, as RDF: its facts, and the evidence for them."""

import io
from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from kg import names
from kg.export.rdf import FORMATS
from kg.export.rdf.vocabulary import iri

TYPES = {
    name: FORMATS[name].media_type for name in ("turtle", "nt", "jsonld", "rdfxml", "trig", "nq")
}  # fmt: skip
"""The forms a description comes in, and their media types; the first for who takes any RDF."""
_MOST = 5_000
"""Nodes that point at the thing and are described with it."""

_EVIDENCE = ox.NamedNode(iri("kg:evidence"))
_INVERSE = tuple(map(ox.NamedNode, (iri("kg:paper"), iri("rdf:subject"))))
"""Properties of claims and statements; what they say belongs to the thing they point at."""


def describe(store: ox.Store, identifier: str, base: str, form: str) -> bytes | None:
    """The description of the thing with this id, in one of `TYPES`; None where the graph has no such thing.

    A paper comes with its claims and with what it says of which things, a thing with its links to others, each with
    its evidence. Forms without named graphs carry facts and evidence together.
    """
    node = ox.NamedNode(names.iri(identifier, base))
    subjects = [node]
    for inverse in _INVERSE:
        found = store.quads_for_pattern(None, inverse, node, None)
        subjects += [quad.subject for quad in islice(found, _MOST) if isinstance(quad.subject, ox.NamedNode)]
    quads = list(_about(store, subjects))
    if not quads:
        return None
    in_order = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad)))
    lines = io.BytesIO()
    if form == "nt":
        ox.serialize((quad.triple for quad in in_order), lines, ox.RdfFormat.N_TRIPLES)
    else:
        ox.serialize(in_order, lines, ox.RdfFormat.N_QUADS)
    file = io.BytesIO()
    FORMATS[form].write(iter([lines.getvalue()]), file)
    return file.getvalue()


def _about(store: ox.Store, subjects: list[ox.NamedNode]) -> Iterator[ox.Quad]:
    for subject in subjects:
        for quad in store.quads_for_pattern(subject, None, None, None):
            yield quad
            if quad.predicate == _EVIDENCE and isinstance(quad.object, ox.NamedNode):
                yield from store.quads_for_pattern(quad.object, None, None, None)
