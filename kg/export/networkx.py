"""The graph for NetworkX, and as GraphML for Gephi, yEd, Cytoscape and igraph.

Nodes are entities, papers and claims under our ids; edges are what the tables say between them, each with its `type`. A
null column is an attribute left out. One stream of records feeds both, so a GraphML file that NetworkX reads back is
what `to_networkx` gives.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import networkx as nx
import pyarrow as pa
import pyarrow.compute as pc

from kg.files import writing
from kg.tables import Tables

_BATCH = 8192
_ENTITY = (
    "type", "vendor", "hardware_class", "architecture", "memory_gb", "year", "purl", "repository", "papers",
)  # fmt: skip
_PAPER = ("year", "date", "arxiv", "doi", "url", "license")
_SLOTS = ("subject", "baseline", "model", "dataset", "hardware", "task")
_CLAIM = (
    "kind", "value", "value_max", "unit", "qualifier", "metric", "phase", "ratio", "direction", *_SLOTS, "evidence",
    "start", "end", "confidence", "rule",
)  # fmt: skip
_RELATION = ("type", "evidence", "start", "end", "confidence", "rule")
_EDGE = ("type", "paper_id", "claim_id", "ratio", "metric", "hardware_id", "dataset_id", "confidence")

Attributes = dict[str, Any]


class _Node(NamedTuple):
    id: str
    attributes: Attributes


class _Edge(NamedTuple):
    source: str
    target: str
    attributes: Attributes


def to_networkx(
    tables: Tables, *, entities: Collection[str] | None = None, papers: bool = True, claims: bool = True
) -> nx.MultiDiGraph:
    """A NetworkX graph: entities, papers and claims as nodes with `type` and `label`, what joins them as edges.

    A whole graph of many thousand papers takes gigabytes here: select, or ask it with a query.

    Args:
        tables: the graph.
        entities: ids; keep what is about them: papers that name one of them, all that these papers name and claim, and
            the edges between what was kept.
        papers: whether papers (and their claims) are nodes; without them, what is left are entities and their edges.
        claims: whether claims are nodes.

    Raises:
        GraphError: the graph cannot be read.
    """
    graph = nx.MultiDiGraph()
    view = _View(tables, entities, papers=papers, claims=claims)
    for node in view.nodes():
        graph.add_node(node.id, **node.attributes)
    for edge in view.edges():
        graph.add_edge(edge.source, edge.target, **edge.attributes)
    return graph


def write_graphml(tables: Tables, path: str | Path) -> None:
    """Write the whole graph as GraphML, with no more than a table at a time in memory.

    Raises:
        GraphError: the graph cannot be read.
        KgError: the file cannot be written.
    """
    view = _View(tables, None, papers=True, claims=True)
    with writing(Path(path)) as file:
        _write_graphml(view.nodes(), view.edges(), file)


class _View:
    """The part of a graph that is wanted, as a stream of nodes and one of edges, in the order of the tables."""

    def __init__(self, tables: Tables, entities: Collection[str] | None, *, papers: bool, claims: bool) -> None:
        self._tables = tables
        self._with_papers, self._with_claims = papers, papers and claims
        self._kept: dict[str, pa.Array] = {}
        if entities is not None:
            mentions = tables.read("mentions", ["paper_id", "entity_id"])
            about = pc.is_in(mentions["entity_id"], pa.array(sorted(entities), pa.string()))
            named = pc.unique(mentions.filter(about)["paper_id"])
            beside = mentions.filter(pc.is_in(mentions["paper_id"], named))["entity_id"].to_pylist()
            self._kept = {"paper_id": named, "entity_id": pa.array(sorted({*entities, *beside}), pa.string())}

    def nodes(self) -> Iterator[_Node]:
        """Entities, then papers, then claims."""
        for row in self._rows("entities", "entity_id"):
            yield _Node(row["entity_id"], {"label": row["name"], **_pick(row, _ENTITY)})
        if self._with_papers:
            authors: dict[str, list[str]] = {}
            for row in self._rows("authors", "paper_id"):
                authors.setdefault(row["paper_id"], []).append(row["name"])
            for row in self._rows("papers", "paper_id"):
                lists = {
                    "authors": "; ".join(authors.get(row["paper_id"], ())),
                    "categories": " ".join(row["categories"]),
                }
                yield _Node(row["paper_id"], {"label": row["title"], "type": "Paper", **_pick(row, _PAPER), **lists})
        if self._with_claims:
            for row in self._rows("claims", "paper_id"):
                label = f"{row['value']:g} {row['unit']}".strip()
                yield _Node(row["claim_id"], {"label": label, "type": "Claim", **_pick(row, _CLAIM)})

    def edges(self) -> Iterator[_Edge]:
        """Edges between entities, then what papers say of entities, then the paper and the slots of each claim."""
        for row in self._rows("edges", "source_id", "target_id"):
            yield _Edge(row["source_id"], row["target_id"], _pick(row, _EDGE))
        if self._with_papers:
            related = set()
            for row in self._rows("relations", "paper_id", "entity_id"):
                related.add((row["paper_id"], row["entity_id"]))
                yield _Edge(row["paper_id"], row["entity_id"], _pick(row, _RELATION))
            mentioned = {(row["paper_id"], row["entity_id"]) for row in self._rows("mentions", "paper_id", "entity_id")}
            for paper, entity in sorted(mentioned - related):
                yield _Edge(paper, entity, {"type": "mentions"})
        if self._with_claims:
            kept = frozenset(self._kept["entity_id"].to_pylist()) if self._kept else None
            for row in self._rows("claims", "paper_id"):
                yield _Edge(row["claim_id"], row["paper_id"], {"type": "of_paper"})
                for slot in _SLOTS:
                    entity = row[f"{slot}_id"]
                    if entity is not None and (kept is None or entity in kept):
                        yield _Edge(row["claim_id"], entity, {"type": slot})

    def _rows(self, name: str, *keys: str) -> Iterator[dict[str, Any]]:
        """The rows of a table whose columns `keys` hold what was kept."""
        table = self._tables.read(name)
        for key in keys:
            kept = self._kept.get("paper_id" if key == "paper_id" else "entity_id")
            if kept is not None:
                table = table.filter(pc.is_in(table[key], kept))
        return chain.from_iterable(batch.to_pylist() for batch in table.to_batches(_BATCH))


def _pick(row: dict[str, Any], columns: Iterable[str]) -> Attributes:
    return {column: row[column] for column in columns if row[column] is not None}


_KEYS = {"memory_gb": "double", "confidence": "double", "ratio": "double", "value": "double", "value_max": "double"} | (
    dict.fromkeys(("year", "papers", "start", "end"), "int")
)
"""GraphML's type of each attribute that is not a string."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 document may hold, escaped or not (https://www.w3.org/TR/xml/#charsets)."""
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def _write_graphml(nodes: Iterable[_Node], edges: Iterable[_Edge], file: BinaryIO) -> None:
    file.write(_HEAD.encode())
    for domain, names in _DOMAINS.items():
        for name in names:
            kind = _KEYS.get(name, "string")
            file.write(f'  <key id="{domain}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'.encode())
    file.write(b'  <graph edgedefault="directed">\n')
    for node in nodes:
        file.write(f"    <node id={_quoted(node.id)}>{_data('node', node.attributes)}</node>\n".encode())
    for edge in edges:
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        file.write(f"    <edge {ends}>{_data('edge', edge.attributes)}</edge>\n".encode())
    file.write(b"  </graph>\n</graphml>\n")


_DOMAINS = {
    "node": tuple(dict.fromkeys(("label", *_ENTITY, *_PAPER, "authors", "categories", *_CLAIM))),
    "edge": tuple(dict.fromkeys((*_EDGE, *_RELATION))),
}


def _data(domain: str, attributes: Attributes) -> str:
    return "".join(
        f'<data key="{domain}_{name}">{escape(_clean(str(value)), _WHITE)}</data>' for name, value in attributes.items()
    )


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


_WHITE = {"\r": "&#13;"}
"""A bare carriage return would be read as a line feed."""
