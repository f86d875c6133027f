"""What is known of a thing: its names, its place in the hierarchy, what papers say of it and claim about it."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.model import RelationType
from kg.pages.marking import mark_claims, mark_names
from kg.pages.store import SLOTS, Row, Store

SHOWN = 5
"""Rows of each kind that a thing's page shows; a link leads to the rest."""
CHILDREN = 40
_PAGE = 50

_CLAIMS = f"""
FROM claims WHERE $id IN ({", ".join(f"{slot}_id" for slot in SLOTS)})
ORDER BY confidence DESC, ratio DESC NULLS LAST, claim_id
"""
_RELATIONS = """
SELECT r.*, title, year FROM (
    SELECT *, row_number() OVER (PARTITION BY type ORDER BY confidence DESC, paper_id DESC) AS place,
        count(*) OVER (PARTITION BY type) AS total
    FROM relations WHERE entity_id = $id
) AS r JOIN titles USING (paper_id) WHERE place <= $shown ORDER BY type, place
"""
_LISTED = """
SELECT r.*, title, year FROM relations r JOIN titles USING (paper_id) WHERE entity_id = $id AND type = $type
ORDER BY year DESC NULLS LAST, confidence DESC, paper_id LIMIT $limit OFFSET $offset
"""
_ABOVE = """
WITH RECURSIVE above(id, depth) AS (
    SELECT $id, 0 UNION SELECT target_id, depth + 1 FROM edges JOIN above ON source_id = id
    WHERE type = 'broader' AND depth < 12
) SELECT entity_id, name, max(depth) AS depth FROM above JOIN entities ON entity_id = id WHERE depth > 0
GROUP BY entity_id, name ORDER BY depth DESC, name
"""
_BELOW = """
SELECT entity_id, name, papers FROM edges JOIN entities ON entity_id = source_id
WHERE edges.type = 'broader' AND target_id = $id ORDER BY papers DESC, name
"""


class Group(NamedTuple):
    """Some rows of one kind, the first of `total`."""

    name: str
    total: int
    rows: list[Row]


class Thing(NamedTuple):
    """All that a thing's page shows."""

    entity: Row
    aliases: list[str]
    above: list[list[Row]]
    """The hierarchy over it, from the top, level by level."""
    below: list[Row]
    claims: list[Row]
    """Every claim in which it fills a slot, the surest first."""
    wins: Group
    losses: Group
    roles: list[Group]
    """The claims measured on it, by the slot that it fills."""
    relations: list[Group]


def find_thing(store: Store, identifier: str) -> Thing | None:
    """The thing with this id; None where there is none."""
    entities = store.rows("FROM entities WHERE entity_id = $id", id=identifier)
    if not entities:
        return None
    entity = entities[0]
    aliases = _aliases(store, entity)
    claims = store.rows(_CLAIMS, id=identifier)
    wins = [claim for claim in claims if _is_win(claim) and claim["subject_id"] == identifier]
    losses = [claim for claim in claims if _is_win(claim) and claim["baseline_id"] == identifier]
    told = {claim["claim_id"] for claim in (*wins, *losses)}
    rest = [claim for claim in claims if claim["claim_id"] not in told]
    roles = [
        Group(slot, len(found), found[:SHOWN])
        for slot in SLOTS
        if (found := [claim for claim in rest if claim[f"{slot}_id"] == identifier])
    ]
    thing = Thing(
        entity=entity, aliases=aliases, above=_levels(store.rows(_ABOVE, id=identifier)),
        below=store.rows(_BELOW, id=identifier), claims=claims,
        wins=Group("wins", len(wins), _highest(wins)), losses=Group("losses", len(losses), _highest(losses)),
        roles=roles, relations=_relations(store, entity, aliases),
    )  # fmt: skip
    for group in (thing.wins, thing.losses, *roles):
        mark_claims(group.rows)
    return thing


def papers_of(store: Store, identifier: str, relation: str, page: int) -> tuple[Row, Group] | None:
    """The thing, and a page of the papers that stand in this relation to it; None where there are none."""
    entities = store.rows("FROM entities WHERE entity_id = $id", id=identifier)
    if not entities:
        return None
    total = store.rows(
        "SELECT count(*) AS total FROM relations WHERE entity_id = $id AND type = $type", id=identifier, type=relation
    )[0]["total"]
    rows = store.rows(_LISTED, id=identifier, type=relation, limit=_PAGE, offset=(page - 1) * _PAGE)
    if not rows:
        return None
    mark_names(rows, [entities[0]["name"], *_aliases(store, entities[0])])
    return entities[0], Group(relation, total, rows)


def pages_of(group: Group) -> int:
    """How many pages `papers_of` has."""
    return (group.total + _PAGE - 1) // _PAGE


def _aliases(store: Store, entity: Row) -> list[str]:
    rows = store.rows(
        "SELECT alias FROM aliases WHERE entity_id = $id AND alias <> $name ORDER BY papers DESC, alias",
        id=entity["entity_id"], name=entity["name"],
    )  # fmt: skip
    return [row["alias"] for row in rows]


def _relations(store: Store, entity: Row, aliases: list[str]) -> list[Group]:
    rows = store.rows(_RELATIONS, id=entity["entity_id"], shown=SHOWN)
    mark_names(rows, [entity["name"], *aliases])
    groups = []
    for kind in RelationType:
        if found := [row for row in rows if row["type"] == kind]:
            groups.append(Group(kind, found[0]["total"], found))
    return groups


def _levels(above: Sequence[Row]) -> list[list[Row]]:
    levels: dict[int, list[Row]] = {}
    for row in above:
        levels.setdefault(row["depth"], []).append(row)
    return list(levels.values())


def _is_win(claim: Row) -> bool:
    return bool(claim["ratio"] and claim["ratio"] > 1 and claim["subject_id"] and claim["baseline"])


def _highest(claims: list[Row]) -> list[Row]:
    return sorted(claims, key=lambda claim: (-claim["ratio"], claim["claim_id"]))[:SHOWN]
