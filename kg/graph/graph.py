"""A graph directory, opened for reading: its tables, its questions, its evidence, and doors to other libraries."""

from collections.abc import Collection, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph import claims, entity, evidence, leaderboard, paper
from kg.graph.entity import Entity
from kg.graph.evidence import Evidence
from kg.graph.leaderboard import Leaderboard
from kg.graph.paper import Paper
from kg.graph.store import Store
from kg.graph.table import Table
from kg.model import Phase
from kg.query import catalogue
from kg.query.answer import Answer
from kg.query.catalogue import Scalar
from kg.query.sparql import SparqlEngine
from kg.tables import Manifest

if TYPE_CHECKING:
    import networkx
    import rdflib


class Graph:
    """A graph directory, opened for reading. Nothing but its manifest is read until it is asked for.

    Its tables are attributes (`papers`, `entities`, `claims`, ...), each with ``to_arrow()``, ``to_pandas()`` and
    ``to_polars()``, and so are the answers of its methods. Wherever a name is asked for, any name that the thing goes
    by will do, or its id; it stands for all that is more special too: what is said of an A100 80GB is said of an A100.

    The examples ask the graph that ``kg demo`` makes.

    >>> import kg
    >>> graph = kg.open("demo-graph")
    >>> graph
    <Graph demo-graph: ... papers, ... entities, ... claims>
    >>> len(graph.papers) == graph.papers.to_arrow().num_rows
    True

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """

    def __init__(self, directory: str | Path) -> None:
        self.tables = Store(directory)
        self._engine = SparqlEngine(self.tables)

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.manifest.counts[name]:,} {name}" for name in ("papers", "entities", "claims"))
        return f"<Graph {self.directory}: {counts}>"

    def _repr_html_(self) -> str:
        inputs = ", ".join(summary.name for summary in self.manifest.inputs)
        counts = "".join(
            f'<tr><th scope="row" style="text-align: left">{name}</th><td>{count:,}</td></tr>'
            for name, count in self.manifest.counts.items()
        )
        return (
            f"<p><strong>{escape(str(self.directory))}</strong>, read from {escape(inputs)}</p><table>{counts}</table>"
        )

    @property
    def directory(self) -> Path:
        """Where the graph lies."""
        return self.tables.directory

    @property
    def manifest(self) -> Manifest:
        """What the graph is and what it was built from."""
        return self.tables.manifest

    @cached_property
    def papers(self) -> Table:
        """One row a paper: id, title, abstract, year, arXiv id, DOI, categories, licence."""
        return Table(self.tables, "papers")

    @cached_property
    def authors(self) -> Table:
        """One row an author of a paper, with the place among its authors."""
        return Table(self.tables, "authors")

    @cached_property
    def entities(self) -> Table:
        """One row a thing: its id, type, name, identifiers, and what is known of hardware (memory in GB)."""
        return Table(self.tables, "entities")

    @cached_property
    def aliases(self) -> Table:
        """One row another name of a thing."""
        return Table(self.tables, "aliases")

    @cached_property
    def mentions(self) -> Table:
        """One row an occurrence of a name in a paper; offsets in characters into title, line feed and abstract."""
        return Table(self.tables, "mentions")

    @cached_property
    def relations(self) -> Table:
        """One row a relation of a paper to a thing, with its evidence."""
        return Table(self.tables, "relations")

    @cached_property
    def claims(self) -> Table:
        """One row a quantified result: value, unit, ratio, what it is of, against and on, with its evidence.

        `ratio` is the comparison as a factor, better above 1; null where nothing is compared.
        """
        return Table(self.tables, "claims")

    @cached_property
    def artifacts(self) -> Table:
        """One row an address in an abstract: code, data, a model, a demo."""
        return Table(self.tables, "artifacts")

    @cached_property
    def edges(self) -> Table:
        """One row a link between things: broader, built_on, outperforms, and the claim or paper behind it."""
        return Table(self.tables, "edges")

    def entity(self, name: str) -> Entity:
        """The thing with this name, alias or id; case, spaces and hyphens make no difference.

        >>> graph = Graph("demo-graph")
        >>> graph.entity("torch").name
        'PyTorch'

        Raises:
            QueryError: no thing is called so; the message names what is near.
        """
        return entity.named(self.tables, name)

    def paper(self, name: str) -> Paper:
        """The paper with this id, arXiv id, DOI, address at either, or title; words that one title alone has will do.

        >>> graph = Graph("demo-graph")
        >>> paper = graph.paper("ByteTransformer")
        >>> paper.title
        'ByteTransformer: A High-Performance Transformer Boosted for Variable-Length Inputs'
        >>> paper.claims[0]["ratio"]
        6.13

        Raises:
            QueryError: no paper, or more than one, is called so.
        """
        return paper.called(self.tables, name)

    def claims_about(self, name: str, *, kind: str | None = None) -> Answer:
        """The claims in which a thing, or one more special than it, stands in any role.

        One row a claim. `role` says as what the thing stands in it; `value` is in `unit`, `ratio` is a factor, better
        above 1.

        >>> graph = Graph("demo-graph")
        >>> [(row["role"], row["value"], row["unit"]) for row in graph.claims_about("A100", kind="time")]
        [('hardware', 1.13, 'h')]

        Args:
            name: any name of the thing.
            kind: speedup, time, throughput, memory, energy, cost, quality, size, scale or efficiency; any if None.

        Raises:
            QueryError: no thing is called so, or there is no such kind.
        """
        return claims.about(self.tables, self.entity(name).entity_id, kind)

    def leaderboard(
        self,
        baseline: str,
        *,
        metric: str = "speedup",
        hardware: str | None = None,
        model: str | None = None,
        phase: Phase | None = None,
    ) -> Leaderboard:
        """Who beats a baseline, ranked by factor, among claims that can be compared.

        Claims can be compared that have the baseline in common, measure the same, and give a factor; where hardware, a
        model or a phase is asked for, they name it. The others are counted in `Leaderboard.left_out`. What is not asked
        for may differ from row to row and stands in its column. A `qualifier` of "up to" is the paper's best case.

        >>> graph = Graph("demo-graph")
        >>> board = graph.leaderboard("PyTorch", hardware="A100")
        >>> [(row["rank"], row["subject"], row["ratio"]) for row in board]
        [(1, 'multi-head attention', 6.13)]
        >>> "name other hardware" in board.left_out
        True

        Args:
            baseline: what is to be beaten.
            metric: a kind of claim (speedup, memory, energy, ...), or words of a metric's name ("training time").
            hardware: only claims that name this device, or one of this family.
            model: only claims that name this model or method as what was run.
            phase: only claims about ``training`` or ``inference``.

        Raises:
            QueryError: a name is unknown.
        """
        return leaderboard.rank(
            self.tables, baseline, metric=metric, hardware=hardware, model=model, phase=phase
        )  # fmt: skip

    def evidence(self, claim: str | Mapping[str, Any]) -> Evidence:
        """Where a paper makes a claim; in a notebook, and printed, with its parts marked.

        >>> graph = Graph("demo-graph")
        >>> claim = graph.leaderboard("PyTorch", hardware="A100")[0]
        >>> print(graph.evidence(claim))
        Measured on an [NVIDIA A100 GPU: hardware], ... [MHA: subject] is [6.13x: value] faster than [PyTorch: baseline]

        Args:
            claim: a claim's id, or a row of an answer or table that has one (in `claim` or `claim_id`).

        Raises:
            QueryError: the graph has no such claim.
        """
        return evidence.of_claim(self.tables, claim)

    def query(self, name: str, /, *, limit: int | None = None, **parameters: Scalar | None) -> Answer:
        """The answer to a canned question; ``kg query`` and docs/queries.md list them.

        The first question to a graph builds its index, once: seconds for ten thousand papers.

        >>> graph = Graph("demo-graph")
        >>> [row["subject"] for row in graph.query("who-beats-whom", baseline="torch", hardware="A100")]
        ['multi-head attention']

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

        >>> graph = Graph("demo-graph")
        >>> graph.sparql("ASK { ?x kg:outperforms <software/pytorch> }")[0]
        {'answer': True}

        Raises:
            QueryError: the text is malformed, or asks another server.
        """
        return self._engine.run(text, limit=limit)

    def to_networkx(
        self, *, entities: Collection[str] | None = None, papers: bool = True, claims: bool = True
    ) -> "networkx.MultiDiGraph":
        """The graph, or what is about some things, in NetworkX; see `kg.export.networkx.to_networkx`.

        >>> graph = Graph("demo-graph")
        >>> network = graph.to_networkx(entities=["PyTorch"], claims=False)
        >>> network.nodes["software/pytorch"]["label"]
        'PyTorch'

        Args:
            entities: any names of things: keep the papers that name one of them (or one more special), what these name
                and claim, and the edges between what was kept. None keeps all.
            papers: whether papers (and their claims) are nodes.
            claims: whether claims are nodes.

        Raises:
            QueryError: a name is unknown.
        """
        from kg.export.networkx import to_networkx

        ids = None
        if entities is not None:
            ids = {below for name in entities for below in self.tables.below(self.tables.find(name))}
        return to_networkx(self.tables, entities=ids, papers=papers, claims=claims)

    def to_rdflib(self, *, evidence: bool = True) -> "rdflib.Dataset":
        """The graph in rdflib, about 1.3 kB of memory a triple; see `kg.export.rdf.to_rdflib`.

        >>> graph = Graph("demo-graph")
        >>> facts = graph.to_rdflib(evidence=False).default_graph

        Args:
            evidence: whether the named graph of evidence and confidence is wanted too.
        """
        from kg.export.rdf import to_rdflib

        return to_rdflib(self.tables, evidence=evidence)


def open(directory: str | Path) -> Graph:
    """Open a graph for reading. Nothing but its manifest is read until it is asked for.

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """
    return Graph(directory)
