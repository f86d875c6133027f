"""A thing of the graph, and what stands around it."""

from dataclasses import dataclass, field
from html import escape
from typing import Any

import pyarrow.compute as pc

from kg.graph import claims
from kg.graph.store import Store, among
from kg.query.answer import Answer
from kg.query.catalogue import Column

_COLUMNS = (
    Column("relation", "string"), Column("direction", "string"), Column("name", "string"), Column("type", "string"),
    Column("papers", "integer"), Column("best_ratio", "ratio"), Column("id", "id"),
)  # fmt: skip
_FACTS = ("vendor", "hardware_class", "architecture", "memory_gb", "year", "purl", "repository")


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A framework, library, model, method, dataset, device or task. What is not known of it is None."""

    entity_id: str
    name: str
    type: str
    """Framework, Library, Model, Method, Dataset, Hardware or Task."""
    papers: int
    """In how many papers it is named."""
    mentions: int
    """How often, in all of them."""
    year: int | None = None
    """When it came out, as the lexicon knows."""
    vendor: str | None = None
    hardware_class: str | None = None
    """GPU, CPU, FPGA, NPU, board, ..."""
    architecture: str | None = None
    memory_gb: float | None = None
    """Memory in gigabytes."""
    purl: str | None = None
    """The package's URL (``pkg:pypi/torch``)."""
    repository: str | None = None
    _store: Store = field(repr=False, compare=False)

    @property
    def aliases(self) -> list[str]:
        """Its other names, those first that most papers use."""
        found = self._store.read("aliases", ["alias", "papers"], where=pc.field("entity_id") == self.entity_id)
        rows = sorted(found.to_pylist(), key=lambda row: (-row["papers"], row["alias"]))
        return [row["alias"] for row in rows if row["alias"] != self.name]

    def claims(self, kind: str | None = None) -> Answer:
        """The claims that name it, or a thing more special; see `Graph.claims_about`."""
        return claims.about(self._store, self.entity_id, kind)

    def neighbours(self, relation: str | None = None) -> Answer:
        """What it is linked to: one row a relation, direction and thing.

        ``to`` reads from this thing to the other (it ``outperforms`` that), ``from`` the other way round; ``broader``
        leads to the family. `papers` counts those that say so (none stand behind the hierarchy), and `best_ratio` is
        the largest factor by which one outperforms the other.

        >>> import kg
        >>> graph = kg.open("demo-graph")
        >>> [row["name"] for row in graph.entity("A100").neighbours("broader")]
        ['NVIDIA Ampere']

        Args:
            relation: only this one: ``outperforms``, ``built_on``, ``broader``, ...
        """
        ids = ("source_id", "target_id")
        mine = (pc.field("source_id") == self.entity_id) | (pc.field("target_id") == self.entity_id)
        if relation is not None:
            mine &= pc.field("type") == relation
        around: dict[tuple[str, str, str], tuple[set[str], list[float]]] = {}
        for edge in self._store.read("edges", [*ids, "type", "paper_id", "ratio"], where=mine).to_pylist():
            for here, there, direction in ((*ids, "to"), (*reversed(ids), "from")):
                if edge[here] == self.entity_id:
                    papers, ratios = around.setdefault((edge["type"], direction, edge[there]), (set(), []))
                    papers |= {edge["paper_id"]} - {None}
                    ratios += [edge["ratio"]] if edge["ratio"] is not None else []
        columns = ["entity_id", "name", "type"]
        where = among("entity_id", {other for _, _, other in around})
        others = {row["entity_id"]: row for row in self._store.read("entities", columns, where=where).to_pylist()}
        rows = []
        for (kind, direction, other), (papers, ratios) in around.items():
            name, fine = others[other]["name"], others[other]["type"]
            rows.append((kind, direction, name, fine, len(papers), max(ratios, default=None), other))
        rows.sort(key=lambda row: (row[0], row[1], -row[4], row[2], row[6]))
        return Answer(_COLUMNS, rows)

    def _repr_html_(self) -> str:
        facts = [f"{name.replace('_', ' ')}: {value}" for name in _FACTS if (value := getattr(self, name)) is not None]
        aliases = self.aliases
        lines = [
            f"{self.type}, named {self.mentions:,} times in {self.papers:,} papers",
            " · ".join(facts),
            f"also called {', '.join(aliases[:12])}{', …' if len(aliases) > 12 else ''}" if aliases else "",
            self.entity_id,
        ]
        beneath = "<br>".join(escape(line) for line in lines if line)
        return f"<p><strong>{escape(self.name)}</strong><br>{beneath}</p>"


def named(store: Store, name: str) -> Entity:
    """The thing with this name; see `Graph.entity`."""
    (row,) = store.read("entities", where=pc.field("entity_id") == store.find(name)).to_pylist()
    facts: dict[str, Any] = {key: row[key] for key in ("entity_id", "name", "type", "papers", "mentions", *_FACTS)}
    return Entity(**facts, _store=store)
