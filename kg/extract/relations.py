"""What a paper says of the things it names: the clear patterns, each with the precision measured for it.

A rule looks at a name's type and `contexts.Context`. Names of the paper's own products give `introduces`. Of several
rules that give one relation to one thing, the surest speaks; a thing may stand in several relations.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from kg.extract import products, unlisted
from kg.extract.contexts import Context, Role, contexts
from kg.extract.document import Document
from kg.model import EntityType, Mention, Relation, RelationType

MAX_TASKS = 5
"""A paper addresses its main tasks, at most this many."""

_EVIDENCE = 240
"""A sentence of more characters is cut to the part that says it."""

_MARKS = (", ", "; ", ": ")

_DATASET, _HARDWARE, _TASK = EntityType.DATASET, EntityType.HARDWARE, EntityType.TASK
_MODEL, _METHOD = EntityType.MODEL, EntityType.METHOD
_SOFTWARE = frozenset({EntityType.FRAMEWORK, EntityType.LIBRARY})
Origin = Literal["product", "coined", "described", "known"]
"""Whose a name is: introduced, abbreviated or described by the text, or anybody's."""

_PRODUCT: frozenset[Origin] = frozenset({"product"})
_COINED: frozenset[Origin] = frozenset({"coined"})
_DESCRIBED: frozenset[Origin] = frozenset({"described"})
_KNOWN: frozenset[Origin] = frozenset({"known"})
_OF_OTHERS = _COINED | _DESCRIBED | _KNOWN
_FRAMEWORK = EntityType.FRAMEWORK
_THINGS = _SOFTWARE | {_MODEL, _METHOD}
_TITLE: frozenset[Role] = frozenset({"title"})
_OWN: frozenset[Role] = frozenset({"own"})
_LATER: frozenset[Role] = frozenset({"later"})
_EVERYWHERE: frozenset[Role] = frozenset({"title", "own", "later", "background"})
_DEFINED = r"\s?\(|\)"
_BACKGROUND: frozenset[Role] = frozenset({"background"})
_BODY: frozenset[Role] = frozenset({"own", "later"})
_SUBJECT = r"s\b|\s+(?:[Ii]nference|[Aa]gents?|[Mm]odels|[Ss]erving|[Tt]raining|[Ff]ine-)"


class Rule(NamedTuple):
    """A pattern and how often it is right; an empty set of prepositions or governors asks nothing of them."""

    name: str
    relation: RelationType
    types: frozenset[EntityType]
    roles: frozenset[Role]
    governors: frozenset[str | None]
    prepositions: frozenset[str | None]
    not_prepositions: frozenset[str]
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    origins: frozenset[Origin]
    confidence: float


def _rule(
    name: str,
    relation: str,
    confidence: float,
    *,
    types: EntityType | frozenset[EntityType],
    roles: frozenset[Role] = _TITLE | _OWN | _LATER,
    after: str = "",
    on: str = "",
    not_on: str = "",
    before: str = "",
    not_before: str = "",
    origins: frozenset[Origin] | None = None,
) -> Rule:
    return Rule(
        name=name,
        relation=RelationType(relation),
        types=frozenset({types}) if isinstance(types, EntityType) else types,
        roles=roles,
        governors=frozenset(None if word == "-" else word for word in after.split()),
        prepositions=frozenset(None if word == "-" else word.replace("_", " ") for word in on.split()),
        not_prepositions=frozenset(word.replace("_", " ") for word in not_on.split()),
        before=re.compile(before) if before else None,
        not_before=re.compile(not_before) if not_before else None,
        origins=origins or (_KNOWN if relation == "uses" else _OF_OTHERS),
        confidence=confidence,
    )


RULES = (
    # Parts of the work that it names by an abbreviation of its own
    _rule(
        "coined",
        "introduces",
        0.58,
        types=_THINGS,
        roles=_BODY,
        after="propose",
        on="-",
        before=_DEFINED,
        origins=_COINED,
    ),
    _rule("coined-part", "introduces", 0.7, types=_THINGS, roles=_LATER, after="-", before=_DEFINED, origins=_COINED),
    _rule(
        "described",
        "introduces",
        0.7,
        types=_THINGS | {_DATASET},
        roles=_BODY,
        before=unlisted.DESCRIPTION,
        origins=_DESCRIBED,
    ),
    # Data
    _rule("train-data", "trained_on", 0.66, types=_DATASET, after="train"),
    _rule(
        "data",
        "evaluated_on",
        0.85,
        types=_DATASET,
        after="evaluate achieve compare use run accelerate implement others -",
    ),
    _rule("own-data", "evaluated_on", 0.73, types=_DATASET, roles=_EVERYWHERE, origins=_PRODUCT),
    # Hardware
    _rule("hardware", "runs_on", 0.83, types=_HARDWARE, not_before=r"\s+(?:memory|kernels?|hours?|days?)\b"),
    _rule("compare-hardware", "compares_with", 0.8, types=_HARDWARE, after="compare", on="than to"),
    # Tasks
    _rule("title-task", "addresses", 0.84, types=_TASK, roles=_TITLE),
    _rule("own-task", "addresses", 0.72, types=_TASK, roles=_OWN, not_on="such_as like"),
    _rule("later-task", "addresses", 0.6, types=_TASK, roles=_LATER, not_on="such_as like"),
    _rule("background-task", "addresses", 0.65, types=_TASK, roles=_BACKGROUND, after="-", on="-"),
    # Comparison
    _rule(
        "compare",
        "compares_with",
        0.74,
        types=_THINGS,
        roles=_BODY,
        after="compare",
        on="- to with including such_as like from",
    ),
    _rule("gain-over", "compares_with", 0.78, types=_THINGS, roles=_BODY, after="achieve -", on="over"),
    # Software
    _rule("built-with", "built_on", 0.68, types=_SOFTWARE, after="implement use propose", on="- on in with"),
    _rule("software-code", "built_on", 0.83, types=_SOFTWARE, before=r"-based|\s(?:implementation|code|kernels?)\b"),
    _rule("framework", "built_on", 0.73, types=_FRAMEWORK, after="-", on="- in"),
    _rule(
        "support",
        "integrates_with",
        0.62,
        types=_SOFTWARE,
        roles=_BODY,
        after="support",
        on="- with including into to like such_as",
    ),
    _rule(
        "software-list",
        "integrates_with",
        0.76,
        types=_SOFTWARE,
        roles=_BODY,
        on="including across",
        after="- evaluate achieve implement support run",
    ),
    # Methods
    _rule("method-use", "uses", 0.77, types=_METHOD, after="use combine propose implement train"),
    _rule(
        "method-via", "uses", 0.7, types=_METHOD, on="via through by with", after="- evaluate accelerate support run"
    ),
    _rule("method-title", "uses", 0.62, types=_METHOD, roles=_TITLE, on="- via with by through"),
    _rule("method-of", "uses", 0.6, types=_METHOD, roles=_OWN, after="- accelerate", on="of from for"),
    _rule("method", "uses", 0.65, types=_METHOD, roles=_BODY, after="-", on="-"),
    # Models that the work contains
    _rule("model-combine", "uses", 0.79, types=_MODEL, after="combine", on="- with of from as on by for"),
    _rule("model-use", "uses", 0.6, types=_MODEL, after="use", on="- with from by as"),
    _rule("model-built", "uses", 0.69, types=_MODEL, after="implement", on="- on with from of"),
    _rule(
        "model-propose-with", "uses", 0.6, types=_MODEL, roles=_OWN, after="propose -", on="with via by through from"
    ),
    # Models that the work is about
    _rule(
        "model-evaluate",
        "applied_to",
        0.76,
        types=_MODEL,
        roles=_OWN | _TITLE,
        after="evaluate",
        on="- on of across for in with",
    ),
    _rule("model-result", "applied_to", 0.65, types=_MODEL, after="achieve", on="of on for in across"),
    _rule("model-accelerate", "applied_to", 0.59, types=_MODEL, after="accelerate run", on="- of for in on"),
    _rule(
        "model-for",
        "applied_to",
        0.59,
        types=_MODEL,
        roles=_OWN | _TITLE,
        on="for in across",
        after="- propose implement support",
    ),
    _rule("model-on", "applied_to", 0.6, types=_MODEL, after="-", on="on including"),
    _rule("title-model-for", "applied_to", 0.83, types=_MODEL, roles=_TITLE, on="for in of on across"),
    _rule("title-model-agents", "applied_to", 0.9, types=_MODEL, roles=_TITLE, on="-", before=_SUBJECT),
)
"""Every rule, with its precision on the annotated abstracts where the pipeline finds the names."""


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
            key = context.mention.canonical, find.relation
            if key not in best or find.confidence > best[key].confidence:
                best[key] = find
    finds = [find for (target, relation), find in best.items() if not _is_part(target, relation, best)]
    tasks = sorted(
        (find for find in finds if find.relation is RelationType.ADDRESSES), key=lambda find: -find.confidence
    )
    dropped = {id(find) for find in tasks[MAX_TASKS:]}
    finds.sort(key=lambda find: (find.context.mention.start, find.relation))
    document.relations += [_relation(document, find) for find in finds if id(find) not in dropped]


def _is_part(target: str, relation: RelationType, found: dict[tuple[str, RelationType], _Find]) -> bool:
    """Whether a paper `uses` what it introduces: its own parts are introduced and no more."""
    return relation is RelationType.USES and (target, RelationType.INTRODUCES) in found


def _finds(document: Document, context: Context) -> list[_Find]:
    mention = context.mention
    origin = _origin(mention)
    found = [
        _Find(rule.name, rule.relation, rule.confidence, context)
        for rule in _matching(mention.type, context.role, context.preposition, context.governor, origin)
        if (rule.before is None or rule.before.match(document.text, mention.end))
        and (rule.not_before is None or not rule.not_before.match(document.text, mention.end))
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
