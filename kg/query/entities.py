"""Finding an entity by any of its names."""

import difflib
from collections.abc import Collection
from typing import NamedTuple

from kg.errors import QueryError
from kg.names import normal_form
from kg.tables import Tables


class Entity(NamedTuple):
    """An entity that has the name asked for, and in how many papers it stands."""

    entity_id: str
    name: str
    type: str
    papers: int


def find_entities(tables: Tables, name: str, kinds: Collection[str] = ()) -> list[Entity]:
    """The entities with this name, alias or id, best first: the one called so, then by the number of papers.

    Case, spaces and hyphens make no difference.

    Args:
        tables: the graph.
        name: any name; an id (``software/pytorch``) or its IRI as well.
        kinds: the kinds of id looked for (``software``); none means any.
    """
    identifier = name.removeprefix(tables.manifest.base)
    normal = normal_form(name)
    aliases = tables.read("aliases", columns=["entity_id", "normal"]).to_pydict()
    ids = {entity_id for entity_id, alias in zip(*aliases.values(), strict=True) if alias == normal}
    ids.add(identifier)
    entities = tables.read("entities", columns=list(Entity._fields)).to_pydict()
    found = [
        entity
        for entity in map(Entity, *entities.values())
        if entity.entity_id in ids or normal_form(entity.name) == normal
        if not kinds or _kind(entity.entity_id) in kinds
    ]
    return sorted(
        found,
        key=lambda entity: (entity.entity_id != identifier, entity.name != name, -entity.papers, entity.entity_id),
    )


def find_entity(tables: Tables, name: str, kinds: Collection[str] = ()) -> Entity:
    """The first of `find_entities`.

    Raises:
        QueryError: no entity of these kinds has the name; the message suggests the nearest ones.
    """
    found = find_entities(tables, name, kinds)
    if not found:
        near = _nearest_names(tables, name, kinds)
        hint = f"; near it are {', '.join(near)}" if near else ""
        raise QueryError(f"{tables.directory}: no {' or '.join(kinds) or 'entity'} is called {name!r}{hint}")
    return found[0]


def _nearest_names(tables: Tables, name: str, kinds: Collection[str]) -> list[str]:
    """Up to three names that look like `name`."""
    known = {}
    for table, column in (("aliases", "alias"), ("entities", "name")):
        for entity_id, form in zip(
            *tables.read(table, columns=["entity_id", column]).to_pydict().values(), strict=True
        ):
            if abs(len(form) - len(name)) <= 3 and (not kinds or _kind(entity_id) in kinds):
                known[form.casefold()] = form
    return [known[match] for match in difflib.get_close_matches(name.casefold(), sorted(known), n=3, cutoff=0.7)]


def _kind(entity_id: str) -> str:
    return entity_id.partition("/")[0]
