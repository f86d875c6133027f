"""Corrections by people: a TOML file that says what to merge, split, rename, retype, block or give another name.

It survives rebuilds, and what it changed says so (`Entity.origin`). `docs/overrides.md` is the guide for those who
write it. Entries are applied in the order of `SECTIONS`, each section from top to bottom; an entry may call an entity
by the id that it had before the overrides or after an earlier entry. An entry about an entity that a graph does not
hold is reported and changes nothing, since one file serves graphs of different papers.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from kg import names
from kg.errors import InputError
from kg.link.entities import Entities, Entity
from kg.model import EntityType

_ID = re.compile(r"(software|method|dataset|hardware|task)/[^\s/]+")


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: str = ""
    """Why, for people."""


class _About(_Entry, frozen=True, kw_only=True):
    entity: str


class Split(_About, frozen=True, kw_only=True):
    """Mentions of `entity` in some `papers` (keys) or under some written `forms` are another thing."""

    name: str
    type: EntityType
    papers: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


class Retype(_About, frozen=True, kw_only=True):
    """`entity` is of another type; if that is of another coarse kind, its id changes."""

    type: EntityType


class Merge(_Entry, frozen=True, kw_only=True):
    """The entities `sources` (written ``from``) are the entity `into`."""

    sources: tuple[str, ...] = msgspec.field(name="from")
    into: str


class Alias(_About, frozen=True, kw_only=True):
    """`names` are further names of `entity`; an entity of the same kind that has one of them becomes part of it."""

    names: tuple[str, ...]


class Rename(_About, frozen=True, kw_only=True):
    """`entity` is shown under another name; its id stays."""

    name: str


class Block(_About, frozen=True, kw_only=True):
    """`entity` is nothing: its mentions, relations and edges go, claims keep the words without the link."""


SECTIONS: dict[str, type[_Entry]] = {
    "split": Split, "retype": Retype, "merge": Merge, "alias": Alias, "rename": Rename, "block": Block,
}  # fmt: skip
"""What a file may hold, in the order in which it is applied."""


class Move(NamedTuple):
    """What a split asks: mentions of `entity` in `paper` and written as `form` (None: any) are of `target`."""

    entity: str
    paper: str | None
    form: str | None
    target: str


class Overrides:
    """A checked file of overrides. `fingerprint` is the hash of its bytes."""

    def __init__(self, entries: list[tuple[str, _Entry]], fingerprint: str) -> None:
        self._entries = entries
        self.fingerprint = fingerprint

    def apply(self, entities: Entities, report: Callable[[str], None]) -> list[Move]:
        """Change `entities`, report what is about none of them, and give the splits for the tables to carry out."""
        moves: list[Move] = []
        for place, entry in self._entries:
            missing = _apply(entry, entities, moves)
            if missing:
                report(f"{place}: this graph holds no {missing}; ignored")
        return moves


def read(path: str | Path) -> Overrides:
    """Read and check a file of overrides.

    Raises:
        InputError: it cannot be read, is no TOML, holds an unknown section or a malformed or contradictory entry.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
        content = tomllib.loads(raw.decode())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a readable TOML file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{path}: is no TOML ({error}); see docs/overrides.md") from error
    for section, value in content.items():
        if section not in SECTIONS or not isinstance(value, list):
            raise InputError(
                f"{path}: {section!r} is no section; known are {', '.join(f'[[{name}]]' for name in SECTIONS)}"
            )
    entries = [
        (place := f"{path}: {section} {number}", _entry(place, kind, value))
        for section, kind in SECTIONS.items()
        for number, value in enumerate(content.get(section, []), 1)
    ]
    _check_together(entries)
    return Overrides(entries, hashlib.sha256(raw).hexdigest()[:16])


def _entry(place: str, kind: type[_Entry], value: Any) -> _Entry:
    try:
        entry = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise InputError(f"{place}: {error}; see docs/overrides.md") from error
    for identifier in _ids(entry):
        if not _ID.fullmatch(identifier):
            raise InputError(f"{place}: {identifier!r} is no entity id such as 'software/pytorch'; see `kg query`")
    if isinstance(entry, Split) and not (entry.papers or entry.forms):
        raise InputError(f"{place}: names no papers and no forms; say which mentions are another thing")
    if isinstance(entry, Split | Rename) and not entry.name.strip():
        raise InputError(f"{place}: the name is empty; give one")
    if isinstance(entry, Merge) and entry.into in entry.sources:
        raise InputError(f"{place}: merges {entry.into!r} into itself; take it out of from")
    if (isinstance(entry, Merge) and not entry.sources) or (isinstance(entry, Alias) and not entry.names):
        raise InputError(f"{place}: its list is empty; fill it or take the entry out")
    return entry


def _ids(entry: _Entry) -> tuple[str, ...]:
    if isinstance(entry, Merge):
        return (*entry.sources, entry.into)
    return (entry.entity,) if isinstance(entry, _About) else ()


def _check_together(entries: list[tuple[str, _Entry]]) -> None:
    """Refuse two entries that cannot both hold: they would depend on which comes first."""
    said: dict[tuple[str, str], str] = {}
    merged: dict[str, str] = {}
    for place, entry in entries:
        match entry:
            case Merge():
                keys = [("merged away", source) for source in entry.sources]
                merged |= dict.fromkeys(entry.sources, entry.into)
            case Retype():
                keys = [("retyped", entry.entity)]
            case Rename():
                keys = [("renamed", entry.entity)]
            case Block():
                keys = [("blocked", entry.entity)]
            case _:
                keys = []
        for key in keys:
            if key in said:
                raise InputError(
                    f"{place}: {key[1]!r} is {key[0]} by {said[key].rpartition(': ')[2]} too; keep one of the two"
                )
            said[key] = place
    for place, entry in entries:
        if isinstance(entry, Merge):
            seen = {entry.into}
            target = entry.into
            while target in merged:
                target = merged[target]
                if target in seen:
                    raise InputError(f"{place}: the merges go round in a circle at {target!r}; break it")
                seen.add(target)


def _apply(entry: _Entry, entities: Entities, moves: list[Move]) -> str | None:
    """Carry out one entry; the id that is missing, if one is."""
    if isinstance(entry, Merge):
        return _merge(entry, entities)
    assert isinstance(entry, _About)
    entity = _held(entry.entity, entities)
    if entity is None:
        return entry.entity
    match entry:
        case Split():
            _split(entity, entry, entities, moves)
        case Retype():
            _retype(entity, entry.type, entities)
        case Alias():
            for name in entry.names:
                _alias(entity, name, entities)
        case Rename():
            entity.aliases.setdefault(entity.name, "override")
            entity.aliases.pop(entry.name, None)
            entity.name, entity.origin = entry.name, "override"
        case Block():
            del entities.by_id[entity.id]
            entities.redirects[entity.id] = None
    return None


def _held(identifier: str, entities: Entities) -> Entity | None:
    """The entity that an id means now."""
    current = entities.current(identifier)
    return entities.by_id.get(current) if current else None


def _split(entity: Entity, entry: Split, entities: Entities, moves: list[Move]) -> None:
    identifier = names.entity_id(entry.name, entry.type)
    if identifier not in entities.by_id:
        entities.add(Entity(id=identifier, type=entry.type, name=entry.name, origin="override"))
    for paper in entry.papers or (None,):
        key = paper and names.paper_id(paper.removeprefix("paper/"))
        moves.extend(Move(entity.id, key, form, identifier) for form in entry.forms or (None,))


def _retype(entity: Entity, fine: EntityType, entities: Entities) -> None:
    entity.type, entity.origin = fine, "override"
    kind = names.KIND[fine]
    if kind == entity.kind:
        return
    former = entity.id
    identifier = f"{kind}/{former.partition('/')[2]}"
    if identifier in entities.by_id:
        _absorb(entity, entities.by_id[identifier], entities)
        return
    del entities.by_id[former]
    entity.id = identifier
    entities.add(entity)
    entities.redirects[former] = identifier
    entities.redirects.pop(identifier, None)


def _merge(entry: Merge, entities: Entities) -> str | None:
    target = _held(entry.into, entities)
    if target is None and entry.into in entities.lexicon.entries:
        target = entities.add_entry(entities.lexicon.entries[entry.into])
    if target is None:
        return entry.into
    missing = None
    for source in entry.sources:
        entity = _held(source, entities)
        if entity is None:
            missing = source
        elif entity is not target:
            _absorb(entity, target, entities)
    return missing


def _alias(entity: Entity, name: str, entities: Entities) -> None:
    other = entities.find(name, entity.kind)
    if other is not None and other is not entity:
        _absorb(other, entity, entities)
    if name != entity.name:
        entity.aliases[name] = "override"
    entity.origin = "override"


def _absorb(entity: Entity, target: Entity, entities: Entities) -> None:
    """Make `entity` a part of `target`: its names become aliases, its id leads there."""
    del entities.by_id[entity.id]
    entities.redirects[entity.id] = target.id
    for name in (entity.name, *entity.aliases):
        if name != target.name:
            target.aliases.setdefault(name, "override")
    target.origin = "override"
