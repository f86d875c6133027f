"""The graph around a thing, as a drawing: its neighbours on an ellipse, by relation, and the edges among them.

The drawing is laid out here and sent as SVG, so that it needs no script: every node is a link to the graph around it.
"""

import math
from itertools import groupby
from typing import NamedTuple

from kg.pages.store import Row, Store

MOST = 28
"""Neighbours drawn; further ones are in the table below the drawing only if another relation is chosen."""
WIDTH, HEIGHT = 1080, 680

_NEIGHBOURS = """
WITH links AS (
    SELECT type, target_id AS other, true AS outward, ratio, claim_id FROM edges WHERE source_id = $id
    UNION ALL SELECT type, source_id, false, ratio, claim_id FROM edges WHERE target_id = $id
), grouped AS (
    SELECT type, other, outward, count(*) AS times, max(ratio) AS ratio, any_value(claim_id) AS claim_id
    FROM links WHERE other <> $id GROUP BY ALL
)
SELECT grouped.*, name, entities.type AS fine, papers,
    row_number() OVER (PARTITION BY grouped.type, outward ORDER BY times DESC, papers DESC, other) AS place
FROM grouped JOIN entities ON entity_id = other
QUALIFY place <= $most ORDER BY place, grouped.type, outward, other
"""
_AMONG = """
SELECT DISTINCT source_id, target_id, type FROM edges
WHERE source_id IN (SELECT unnest($ids)) AND target_id IN (SELECT unnest($ids)) AND source_id <> target_id
ORDER BY ALL LIMIT 120
"""
_RADII = (405, 232)
_INNER = 0.74


class Node(NamedTuple):
    """A neighbour, where it stands, and at which side its name."""

    id: str
    name: str
    fine: str
    x: float
    y: float
    anchor: str
    radius: float


class Edge(NamedTuple):
    """A line between two nodes, from `x1`, `y1` to the rim of the node it leads to."""

    type: str
    x1: float
    y1: float
    x2: float
    y2: float
    near: bool
    """Whether it leads to or from the thing in the middle."""


class Neighbourhood(NamedTuple):
    """The drawing, and what it shows as rows."""

    entity: Row
    links: list[Row]
    """Every neighbour by every relation, with how often and by how much."""
    types: list[str]
    nodes: list[Node]
    edges: list[Edge]
    left_out: int


def find_neighbours(store: Store, identifier: str, kind: str | None = None) -> Neighbourhood | None:
    """The graph around the thing with this id, by one kind of relation or by all; None where there is no such thing."""
    entities = store.rows("FROM entities WHERE entity_id = $id", id=identifier)
    if not entities:
        return None
    links = store.rows(_NEIGHBOURS, id=identifier, most=100)
    types = sorted({link["type"] for link in links})
    links = [link for link in links if kind in (None, link["type"])]
    chosen: dict[str, Row] = {}
    for link in links:  # the first of each relation, then the second of each, and so on
        if len(chosen) < MOST:
            chosen.setdefault(link["other"], link)
    others = {link["other"] for link in links}
    nodes = _place(entities[0], list(chosen.values()))
    among = store.rows(_AMONG, ids=[identifier, *chosen]) if chosen else []
    return Neighbourhood(
        entity=entities[0],
        links=sorted(links, key=lambda link: (link["type"], not link["outward"], link["place"])),
        types=types,
        nodes=list(nodes.values()),
        edges=[
            _line(edge["type"], nodes[edge["source_id"]], nodes[edge["target_id"]], identifier)
            for edge in among
            if kind in (None, edge["type"]) or identifier not in (edge["source_id"], edge["target_id"])
        ],
        left_out=len(others) - len(chosen),
    )


def _place(middle: Row, chosen: list[Row]) -> dict[str, Node]:
    """Where each node stands: relations side by side on the ellipse, every second node nearer where they are many."""
    nodes = {
        middle["entity_id"]: Node(
            middle["entity_id"], middle["name"], middle["type"], WIDTH / 2, HEIGHT / 2, "middle", 13
        )
    }
    ordered = sorted(chosen, key=lambda link: (link["type"], not link["outward"], link["place"]))
    groups = [list(group) for _, group in groupby(ordered, key=lambda link: (link["type"], link["outward"]))]
    steps = len(ordered) + (len(groups) if len(groups) > 1 else 0)  # a gap after each relation
    step = 0
    for group in groups:
        for link in group:
            angle = 2 * math.pi * step / max(steps, 1) - math.pi / 2
            reach = _INNER if len(ordered) > 12 and step % 2 else 1.0
            x = WIDTH / 2 + _RADII[0] * reach * math.cos(angle)
            y = HEIGHT / 2 + _RADII[1] * reach * 1.2 * math.sin(angle)
            side = "middle" if abs(math.cos(angle)) < 0.18 else "start" if math.cos(angle) > 0 else "end"
            size = 5 + min(math.log10(1 + link["papers"]) * 2, 6)
            nodes[link["other"]] = Node(
                link["other"], link["name"], link["fine"], round(x, 1), round(y, 1), side, round(size, 1)
            )
            step += 1
        step += 1
    return nodes


def _line(kind: str, source: Node, target: Node, middle: str) -> Edge:
    """The line from the rim of one node to the rim of the other, with room for its arrow."""
    length = math.hypot(target.x - source.x, target.y - source.y) or 1.0
    along_x, along_y = (target.x - source.x) / length, (target.y - source.y) / length
    away, before = source.radius + 2, target.radius + 6
    return Edge(
        kind,
        round(source.x + along_x * away, 1), round(source.y + along_y * away, 1),
        round(target.x - along_x * before, 1), round(target.y - along_y * before, 1),
        middle in (source.id, target.id),
    )  # fmt: skip
