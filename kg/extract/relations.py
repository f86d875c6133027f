"""What a paper says of the things it names: the clear patterns, each with the precision measured for it.

A rule looks at a name's type and context. Names of the paper's own products give `introduces`. Of several rules that
give one relation to one thing, the surest speaks; a thing may stand in several relations.
"""

from functools import cache
from typing import NamedTuple

from kg.extract import products, unlisted
from kg.extract.contexts import Context, Role, contexts
from kg.extract.document import Document
from kg.extract.rules import RULES, Origin, Rule
from kg.model import EntityType, Mention, Relation, RelationType

MAX_TASKS = 5
"""A paper addresses its main tasks, at most this many."""

_EVIDENCE = 240
"""A sentence of more characters is cut to the part that says it."""

_MARKS = (", ", "; ", ": ")
_ORIGINS: dict[str, Origin] = {products.COINED: "coined", unlisted.DESCRIBED: "described"}


class _Find(NamedTuple):
    rule: str
    relation: RelationType
    confidence: float
    context: Context


def find_relations(document: Document) -> None:
    """Add what the paper says of each thing it names, the things in the order in which the text first names them."""
    best: dict[tuple[str, RelationType], _Find] = {}
    for context in contexts(document):
        for find in _finds(document, context):
            key = context.mention.entity, find.relation
            if key not in best or find.confidence > best[key].confidence:
                best[key] = find
    finds = [find for (entity, relation), find in best.items() if not _is_part(entity, relation, best)]
    tasks = sorted(
        (find for find in finds if find.relation is RelationType.ADDRESSES), key=lambda find: -find.confidence
    )
    dropped = {id(find) for find in tasks[MAX_TASKS:]}
    finds.sort(key=lambda find: (find.context.mention.start, find.relation))
    document.relations += [_relation(document, find) for find in finds if id(find) not in dropped]


def _is_part(entity: str, relation: RelationType, found: dict[tuple[str, RelationType], _Find]) -> bool:
    """Whether a paper `uses` what it introduces: its own parts are introduced and no more."""
    return relation is RelationType.USES and (entity, RelationType.INTRODUCES) in found


def _finds(document: Document, context: Context) -> list[_Find]:
    mention = context.mention
    origin = _origin(mention)
    found = [
        _Find(rule.name, rule.relation, rule.confidence, context)
        for rule in _matching(mention.type, context.role, context.preposition, context.governor, origin)
        if (rule.followed is None or rule.followed.match(document.text, mention.end))
        and (rule.not_followed is None or not rule.not_followed.match(document.text, mention.end))
    ]
    if origin == "product":
        _, rule = mention.rule.split("-", 1)
        found.append(_Find(mention.rule, RelationType.INTRODUCES, products.INTRODUCES[rule], context))
    return found


def _origin(mention: Mention) -> Origin:
    if products.is_product(mention):
        return "product"
    return _ORIGINS.get(mention.rule, "known")


@cache
def _matching(
    kind: EntityType, role: Role, preposition: str | None, governor: str | None, origin: Origin
) -> tuple[Rule, ...]:
    """The rules that hold in such a context, as far as it does not depend on the words after the name."""
    return tuple(
        rule
        for rule in RULES
        if kind in rule.types
        and origin in rule.origins
        and role in rule.roles
        and (not rule.governors or governor in rule.governors)
        and (not rule.prepositions or preposition in rule.prepositions)
        and preposition not in rule.not_prepositions
    )


def _relation(document: Document, find: _Find) -> Relation:
    mention = find.context.mention
    start, end = _evidence(document.text, find.context)
    return Relation(
        type=find.relation,
        target=mention.canonical,
        entity=mention.entity,
        evidence=document.text[start:end],
        start=start,
        end=end,
        confidence=find.confidence,
        rule=find.rule,
    )


def _evidence(text: str, context: Context) -> tuple[int, int]:
    """The sentence; where it is long, its part between two marks that holds the governor and the name."""
    start, end = context.sentence
    if end - start <= _EVIDENCE:
        return start, end
    first = min(context.start, context.mention.start)
    before = max(text.rfind(mark, start, first) for mark in _MARKS)
    after = [at for mark in _MARKS if (at := text.find(mark, context.mention.end, end)) >= 0]
    return (before + 2 if before >= 0 else start), min(after, default=end)
