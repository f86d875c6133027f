"""Names to entities: which names are one thing, what it is called, of what type it is, and its id.

1. A name that the lexicon knows, as a canonical name or an alias of the same coarse kind, is the lexicon's entity.
2. Other names are one if they share their coarse kind and their normal form (``FlashAttention``, ``Flash Attention``).
3. A name that some papers call software and others a model or method is one thing too, if only one side introduces it:
   the other's papers mention what they did not make. It goes where most papers put it, and a paper that introduces it
   counts as `INTRODUCER` papers. Where both sides introduce it, two papers have coined one name for two things. Kinds
   that are not confused in this way (dataset, hardware, task) stay apart, and so does a name that the lexicon has in
   the other kind: there extraction saw the entry and did not take it.
4. The lexicon's name and type go first, else the most frequent name and the type of the majority. Ties fall to the
   order of `EntityType` and of the code points, so that the same papers always give the same graph.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec

from kg.lexicon import Entry, Lexicon
from kg.link.parts import CONFUSED, Pair
from kg.model import EntityType
from kg.names import KIND, digest, fold, normal_form, slug

INTRODUCER = 5
"""The weight of a paper that introduces a thing, in papers that only mention it: it knows best what it is."""

_TYPES = list(EntityType)
_FALLBACK = {
    "software": EntityType.LIBRARY, "method": EntityType.METHOD, "dataset": EntityType.DATASET,
    "hardware": EntityType.HARDWARE, "task": EntityType.TASK,
}  # fmt: skip
"""The type of a thing that is in no text under a type of its kind."""

Origin = Literal["lexicon", "text", "override"]


class Name(NamedTuple):
    """A distinct name in the parts, with the papers that have it.

    `type` is as extracted; None where only a relation or a claim has the name.
    """

    pair: Pair
    type: EntityType | None
    papers: int
    introducing: int

    @property
    def weight(self) -> int:
        """How much this name has to say on what the thing is."""
        return self.papers + (INTRODUCER - 1) * self.introducing


class Entity(msgspec.Struct, kw_only=True):
    """One thing. `origin` says who settled it, `aliases` are names beyond those in the texts, with who gave them."""

    id: str
    type: EntityType
    name: str
    origin: Origin
    entry: Entry | None = None
    aliases: dict[str, Origin] = {}

    @property
    def kind(self) -> str:
        """The coarse kind, with which the id begins."""
        return self.id.partition("/")[0]


class Entities:
    """All things of a graph, and which of them each name means."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.by_id: dict[str, Entity] = {}
        self.redirects: dict[str, str | None] = {}
        """Ids that overrides gave up, and where they went: another id, or None for a blocked entity."""
        self._of_pair: dict[Pair, str] = {}
        self._by_form: dict[tuple[str, str], str] = {}

    def add(self, entity: Entity, pairs: Iterable[Pair] = ()) -> None:
        """Add a thing under its id, and the names that mean it."""
        self.by_id[entity.id] = entity
        for pair in pairs:
            self._of_pair[pair] = entity.id
            self._by_form.setdefault((entity.kind, form(pair.canonical)), entity.id)
        self._by_form.setdefault((entity.kind, form(entity.name)), entity.id)

    def add_entry(self, entry: Entry) -> Entity:
        """The thing of a lexicon entry, added if it is not there yet."""
        if entry.id not in self.by_id:
            self.add(_curated(entry))
        return self.by_id[entry.id]

    def find(self, name: str, kind: str) -> Entity | None:
        """The thing of this kind with this name, here or in the lexicon; one of the lexicon is added."""
        if identifier := self._by_form.get((kind, form(name))):
            current = self.current(identifier)
            return self.by_id[current] if current else None
        entry = self.lexicon.lookup(name)
        if entry and KIND[entry.type] == kind:
            return self.add_entry(entry)
        return None

    def current(self, identifier: str) -> str | None:
        """Where an id leads after the overrides; None if it was blocked."""
        seen = identifier
        while seen in self.redirects:
            target = self.redirects[seen]
            if target is None:
                return None
            seen = target
        return seen

    def meanings(self) -> Iterable[tuple[Pair, str | None]]:
        """Each name of the parts and the id of what it means now."""
        return ((pair, self.current(identifier)) for pair, identifier in self._of_pair.items())


def form(name: str) -> str:
    """The normal form of a name; of one that has no letter and no digit, the name itself, folded."""
    return normal_form(name) or fold(name)


def resolve(found: Iterable[Name], lexicon: Lexicon) -> Entities:
    """Group the names of all papers into things."""
    entities = Entities(lexicon)
    curated: dict[str, list[Name]] = defaultdict(list)
    coined: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))  # normal form, kind
    for name in sorted(found, key=lambda name: name.pair):
        kind = name.pair.entity.partition("/")[0]
        entry = lexicon.entries.get(name.pair.entity) or lexicon.lookup(name.pair.canonical)
        if entry and KIND[entry.type] == kind:
            curated[entry.id].append(name)
        else:
            coined[form(name.pair.canonical)][kind].append(name)
    for identifier in sorted(curated):
        entities.add(_curated(lexicon.entries[identifier]), (name.pair for name in curated[identifier]))
    groups = [
        (kind, normal, group) for normal, kinds in coined.items() for kind, group in _without_confusion(kinds).items()
    ]
    groups.sort(
        key=lambda group: (-_weight(group[2]), group[1], group[0])
    )  # in a clash the most used has the plain slug
    for kind, normal, group in groups:
        title = _best((each.pair.canonical, each.weight) for each in group)
        identifier = f"{kind}/{slug(title)}"
        if identifier in entities.by_id or identifier in lexicon.entries:
            identifier = f"{identifier}-{digest(normal)[:6]}"
        entities.add(
            Entity(id=identifier, type=_type(kind, group), name=title, origin="text"), (each.pair for each in group)
        )
    return entities


def _curated(entry: Entry) -> Entity:
    forms = (*entry.aliases, *entry.quiet)
    aliases: dict[str, Origin] = {form: "lexicon" for form in forms if form != entry.name}
    return Entity(id=entry.id, type=entry.type, name=entry.name, origin="lexicon", entry=entry, aliases=aliases)


def _without_confusion(kinds: dict[str, list[Name]]) -> dict[str, list[Name]]:
    """The groups of one normal form by kind; those of `CONFUSED` kinds made one, unless several introduce the name."""
    confused = [kind for kind in CONFUSED if kind in kinds]
    if len(confused) < 2 or all(any(name.introducing for name in kinds[kind]) for kind in confused):
        return kinds
    winner = max(confused, key=lambda kind: _weight(kinds[kind]))
    return {kind: group for kind, group in kinds.items() if kind not in confused} | {
        winner: [name for kind in confused for name in kinds[kind]]
    }


def _weight(group: list[Name]) -> int:
    return sum(name.weight for name in group)


def _best(weighted: Iterable[tuple[str, int]]) -> str:
    """The heaviest text; of equals the first by code points."""
    total: dict[str, int] = defaultdict(int)
    for text, weight in weighted:
        total[text] += weight
    return min(total, key=lambda text: (-total[text], text))


def _type(kind: str, group: list[Name]) -> EntityType:
    total: dict[EntityType, int] = defaultdict(int)
    for name in group:
        if name.type is not None and KIND[name.type] == kind:
            total[name.type] += name.weight
    if not total:
        return _FALLBACK[kind]
    return min(total, key=lambda each: (-total[each], _TYPES.index(each)))
