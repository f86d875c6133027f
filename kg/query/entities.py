"""Finding an entity by any of its names."""

import difflib
from collections.abc import Collection
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from kg.errors import QueryError
from kg.names import normal_form
from kg.tables import Tables


class Found(NamedTuple):
    """An entity that has the name asked for, and in how many papers it stands."""

    entity_id: str
    name: str
    type: str
    papers: int


def find_entities(tables: Tables, name: str, kinds: Collection[str] = ()) -> list[Found]:
    """The entities with this name, alias or id, best first: the one spelled so, then by the number of papers.

    Case, spaces and hyphens make no difference.

    Args:
        tables: the graph.
        name: any name; an id (``software/pytorch``) or its IRI as well.
        kinds: the kinds of id looked for (``software``); none means any.
    """
    identifier = name.removeprefix(tables.manifest.base)
    if "/" in identifier:
        ids = [identifier]
    else:
        aliases = tables.read("aliases", columns=["entity_id", "normal"])
        ids = aliases.filter(pc.equal(aliases["normal"], normal_form(name)))["entity_id"].to_pylist()
    entities = tables.read("entities", columns=["entity_id", "name", "type", "papers"])
    rows = entities.filter(pc.is_in(entities["entity_id"], value_set=pa.array(ids, pa.string()))).to_pylist()
    found = [Found(**row) for row in rows if not kinds or row["entity_id"].partition("/")[0] in kinds]
    return sorted(found, key=lambda entity: (entity.name != name, -entity.papers, entity.entity_id))


def find_entity(tables: Tables, name: str, kinds: Collection[str] = ()) -> Found:
    """The entity with this name; where several have it, the one spelled so, else the most written about.

    Raises:
        QueryError: no entity of these kinds has the name; the message suggests the nearest ones.
    """
    found = find_entities(tables, name, kinds)
    if not found:
        near = _nearest_names(tables, name, kinds)
        hint = f"; near it are {', '.join(near)}" if near else ""
        what = " or ".join(kinds) or "entity"
        raise QueryError(f"{tables.directory}: no {what} is called {name!r}{hint}")
    return found[0]


def _nearest_names(tables: Tables, name: str, kinds: Collection[str]) -> list[str]:
    """Up to three aliases that look like `name`."""
    aliases = tables.read("aliases", columns=["entity_id", "alias"])
    known = {
        alias.casefold(): alias
        for entity_id, alias in zip(aliases["entity_id"].to_pylist(), aliases["alias"].to_pylist(), strict=True)
        if abs(len(alias) - len(name)) <= 3 and (not kinds or entity_id.partition("/")[0] in kinds)
    }
    return [known[match] for match in difflib.get_close_matches(name.casefold(), sorted(known), n=3, cutoff=0.7)]
