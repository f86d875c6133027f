"""What an analyst holds: a graph's tables as Arrow, its questions, its evidence, and doors to NetworkX and rdflib."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from kg.errors import QueryError
from kg.query import catalogue
from kg.query.answer import Answer
from kg.query.catalogue import Scalar
from kg.query.entities import Entity, find_entity
from kg.query.sparql import SparqlEngine
from kg.tables import Manifest, Tables

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx
    import rdflib


class Evidence(NamedTuple):
    """The words that a claim rests on. Offsets are in characters, end exclusive, into `text`."""

    claim_id: str
    paper_id: str
    title: str
    text: str
    """The paper's title, a line feed, and its abstract."""
    start: int
    end: int
    value_start: int
    value_end: int
    confidence: float
    rule: str

    @property
    def quote(self) -> str:
        """The words."""
        return self.text[self.start : self.end]

    @property
    def value(self) -> str:
        """The number and its unit, as the paper writes them."""
        return self.text[self.value_start : self.value_end]


class Graph:
    """A graph directory, opened for reading. Nothing but its manifest is read until it is asked for.

    The tables are Arrow tables, read once and kept: ``graph.claims.to_pandas()``, ``polars.from_arrow(graph.claims)``.
    `kg.tables.SCHEMAS` tells their columns.

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """

    def __init__(self, directory: str | Path) -> None:
        self.tables = Tables(directory)
        self._engine = SparqlEngine(self.tables)

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.manifest.counts[name]:,} {name}" for name in ("papers", "entities", "claims"))
        return f"<Graph {self.tables.directory}: {counts}>"

    @property
    def manifest(self) -> Manifest:
        """What the graph is and what it was built from."""
        return self.tables.manifest

    @cached_property
    def papers(self) -> pa.Table:
        """One row a paper: id, title, abstract, year, arXiv id, DOI, categories, licence."""
        return self.tables.read("papers")

    @cached_property
    def authors(self) -> pa.Table:
        """One row an author of a paper, with the place among its authors."""
        return self.tables.read("authors")

    @cached_property
    def entities(self) -> pa.Table:
        """One row a thing: its id, type, name, identifiers, and what is known of hardware."""
        return self.tables.read("entities")

    @cached_property
    def aliases(self) -> pa.Table:
        """One row another name of a thing."""
        return self.tables.read("aliases")

    @cached_property
    def mentions(self) -> pa.Table:
        """One row an occurrence of a name in a paper."""
        return self.tables.read("mentions")

    @cached_property
    def relations(self) -> pa.Table:
        """One row a relation of a paper to a thing, with its evidence."""
        return self.tables.read("relations")

    @cached_property
    def claims(self) -> pa.Table:
        """One row a quantified result: value, unit, ratio, what it is of, against and on, with its evidence."""
        return self.tables.read("claims")

    @cached_property
    def artifacts(self) -> pa.Table:
        """One row an address in an abstract: code, data, a model, a demo."""
        return self.tables.read("artifacts")

    @cached_property
    def edges(self) -> pa.Table:
        """One row a link between things: broader, built_on, outperforms, and the claim or paper behind it."""
        return self.tables.read("edges")

    def query(self, name: str, /, *, limit: int | None = None, **parameters: Scalar | None) -> Answer:
        """The answer to a canned question; `kg.query.catalogue` and ``kg query`` list them.

        Args:
            name: the question: ``who-beats-whom``.
            limit: the most rows wanted; None is all.
            parameters: the question's own; None lifts a default.

        Raises:
            QueryError: the question or a parameter is unknown, or a parameter names nothing in the graph.
        """
        return self._engine.answer(catalogue.find(name), parameters, limit=limit)

    def sparql(self, text: str, *, limit: int | None = None) -> Answer:
        """The answer to a SPARQL text of one's own, with the prefixes of the dumps declared.

        Raises:
            QueryError: the text is malformed, or asks another server.
        """
        return self._engine.run(text, limit=limit)

    def entity(self, name: str) -> Entity:
        """The thing with this name, alias or id; case, spaces and hyphens make no difference.

        Raises:
            QueryError: no thing is called so.
        """
        return find_entity(self.tables, name)

    def evidence(self, claim_id: str) -> Evidence:
        """Where a paper makes a claim.

        Raises:
            QueryError: the graph has no such claim.
        """
        claims = self.claims.filter(pc.field("claim_id") == claim_id).to_pylist()
        if not claims:
            raise QueryError(f"{self.tables.directory}: has no claim {claim_id!r}")
        claim = claims[0]
        paper = self.papers.filter(pc.field("paper_id") == claim["paper_id"]).to_pylist()[0]
        spans = {name: claim[name] for name in ("start", "end", "value_start", "value_end", "confidence", "rule")}
        return Evidence(
            claim_id=claim_id, paper_id=claim["paper_id"], title=paper["title"],
            text=f"{paper['title']}\n{paper['abstract']}", **spans,
        )  # fmt: skip

    def to_networkx(
        self, *, entities: "Collection[str] | None" = None, papers: bool = True, claims: bool = True
    ) -> "networkx.MultiDiGraph":
        """The graph, or what is about some `entities` (ids), in NetworkX; see `kg.export.networkx.to_networkx`."""
        from kg.export.networkx import to_networkx

        return to_networkx(self.tables, entities=entities, papers=papers, claims=claims)

    def to_rdflib(self, *, evidence: bool = True) -> "rdflib.Dataset":
        """The graph in rdflib, about 1.3 kB of memory a triple; see `kg.export.rdf.to_rdflib`."""
        from kg.export.rdf import to_rdflib

        return to_rdflib(self.tables, evidence=evidence)


def open(directory: str | Path) -> Graph:
    """Open a graph for reading.

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """
    return Graph(directory)
