"""What a paper says of the things it names: the clear patterns, each with the precision measured for it.

A rule looks at a name's type and `contexts.Context`. Names of the paper's own products give `introduces`. Of several
rules that give one relation to one thing, the surest speaks; a thing may stand in several relations.
"""

import re
from functools import cache
from typing import NamedTuple

from kg.extract.contexts import Context, Role, contexts
from kg.extract.document import Document
from kg.model import EntityType, Relation, RelationType

MAX_TASKS = 5
"""A paper addresses its main tasks, at most this many."""

_EVIDENCE = 240
"""A sentence of more characters is cut to the part that says it."""

_MARKS = (", ", "; ", ": ")

_DATASET, _HARDWARE, _TASK = EntityType.DATASET, EntityType.HARDWARE, EntityType.TASK
_MODEL, _METHOD = EntityType.MODEL, EntityType.METHOD
_SOFTWARE = frozenset({EntityType.FRAMEWORK, EntityType.LIBRARY})
_FRAMEWORK = EntityType.FRAMEWORK
_THINGS = _SOFTWARE | {_MODEL, _METHOD}
_TITLE: frozenset[Role] = frozenset({"title"})
_OWN: frozenset[Role] = frozenset({"own"})
_LATER: frozenset[Role] = frozenset({"later"})
_EVERYWHERE: frozenset[Role] = frozenset({"title", "own", "later", "background"})
_BODY: frozenset[Role] = frozenset({"own", "later"})
_SERVED = r"\s+(?:[Ii]nference|[Aa]gents?|[Ss]erving|[Dd]eployment|[Cc]ompression)\b"
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
    product: bool
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
    product: bool = False,
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
        product=product,
        confidence=confidence,
    )


RULES = (
    # Data
    _rule("train-data", "trained_on", 0.65, types=_DATASET, after="train"),
    _rule(
        "data",
        "evaluated_on",
        0.9,
        types=_DATASET,
        after="evaluate achieve compare use run accelerate implement others -",
    ),
    _rule("own-data", "evaluated_on", 0.75, types=_DATASET, roles=_EVERYWHERE, product=True),
    # Hardware
    _rule("hardware", "runs_on", 0.87, types=_HARDWARE, not_before=r"\s+(?:memory|kernels?|hours?|days?)\b"),
    _rule("compare-hardware", "compares_with", 0.8, types=_HARDWARE, after="compare", on="than to"),
    # Tasks
    _rule("title-task", "addresses", 0.98, types=_TASK, roles=_TITLE),
    _rule("own-task", "addresses", 0.87, types=_TASK, roles=_OWN, not_on="such_as like"),
    _rule("later-task", "addresses", 0.76, types=_TASK, roles=_LATER, not_on="such_as like"),
    # Comparison
    _rule(
        "compare",
        "compares_with",
        0.84,
        types=_THINGS,
        roles=_BODY,
        after="compare",
        on="- to with including such_as like from",
    ),
    _rule("gain-over", "compares_with", 0.93, types=_THINGS, roles=_BODY, after="achieve -", on="over"),
    # Software
    _rule("built-with", "built_on", 0.7, types=_SOFTWARE, after="implement use propose", on="- on in with"),
    _rule("software-code", "built_on", 0.8, types=_SOFTWARE, before=r"-based|\s(?:implementation|code|kernels?)\b"),
    _rule("framework", "built_on", 0.75, types=_FRAMEWORK, after="-", on="- in"),
    _rule(
        "support",
        "integrates_with",
        0.75,
        types=_SOFTWARE,
        roles=_BODY,
        after="support",
        on="- with including into to like such_as",
    ),
    _rule(
        "software-list",
        "integrates_with",
        0.7,
        types=_SOFTWARE,
        roles=_BODY,
        on="including across",
        after="- evaluate achieve implement support run",
    ),
    # Methods
    _rule("method-use", "uses", 0.8, types=_METHOD, after="use combine propose implement train"),
    _rule(
        "method-via", "uses", 0.8, types=_METHOD, on="via through by with", after="- evaluate accelerate support run"
    ),
    _rule("method-title", "uses", 0.75, types=_METHOD, roles=_TITLE, on="- via with by through"),
    _rule("method", "uses", 0.65, types=_METHOD, roles=_BODY, after="-", on="-"),
    # Models that the work contains
    _rule("model-combine", "uses", 0.8, types=_MODEL, after="combine", on="- with of from as on by for"),
    _rule("model-use", "uses", 0.65, types=_MODEL, after="use", on="- with from by as"),
    _rule("model-built", "uses", 0.75, types=_MODEL, after="implement", on="- on with from of"),
    _rule(
        "model-propose-with", "uses", 0.75, types=_MODEL, roles=_OWN, after="propose -", on="with via by through from"
    ),
    _rule("model-backbone", "uses", 0.72, types=_MODEL, before=r"\s+backbones?\b"),
    # Models that the work is about
    _rule(
        "model-evaluate",
        "applied_to",
        0.73,
        types=_MODEL,
        roles=_OWN | _TITLE,
        after="evaluate",
        on="- on of across for in with",
    ),
    _rule("model-result", "applied_to", 0.66, types=_MODEL, after="achieve", on="of on for in across"),
    _rule("model-accelerate", "applied_to", 0.6, types=_MODEL, after="accelerate run"),
    _rule(
        "model-for",
        "applied_to",
        0.7,
        types=_MODEL,
        roles=_OWN | _TITLE,
        on="for in across",
        after="- propose implement support",
    ),
    _rule("model-on", "applied_to", 0.7, types=_MODEL, after="-", on="on including"),
    _rule("title-model-for", "applied_to", 0.86, types=_MODEL, roles=_TITLE, on="for in of on across"),
    _rule("title-model-agents", "applied_to", 0.92, types=_MODEL, roles=_TITLE, on="-", before=_SUBJECT),
    _rule("model-inference", "applied_to", 0.66, types=_MODEL, roles=_EVERYWHERE, before=_SERVED),
)
"""Every rule, the sure ones and the less sure ones; none is here that is wrong more often than every third time."""


class _Find(NamedTuple):
    rule: str
    relation: RelationType
    confidence: float
    context: Context


def find_relations(document: Document) -> None:
    """Add what the paper says of each thing it names, the things in the order in which the text first names them."""
    best: dict[tuple[str, RelationType], _Find] = {}
    for context in contexts(document):
        mention = context.mention
        for find in _finds(document, context):
            key = mention.canonical, find.relation
            if key not in best or find.confidence > best[key].confidence:
                best[key] = find
    for find in sorted(best.values(), key=lambda find: find.context.mention.start):
        document.relations.append(_relation(document, find))


def _finds(document: Document, context: Context) -> list[_Find]:
    mention = context.mention
    product = mention.rule.startswith("product")
    found = [
        _Find(rule.name, rule.relation, rule.confidence, context)
        for rule in _matching(mention.type, context.role, context.preposition, context.governor, product)
        if (rule.before is None or rule.before.match(document.text, mention.end))
        and (rule.not_before is None or not rule.not_before.match(document.text, mention.end))
    ]
    if product:
        found.append(_Find(mention.rule, RelationType.INTRODUCES, mention.confidence, context))
    return found


@cache
def _matching(
    kind: EntityType, role: Role, preposition: str | None, governor: str | None, product: bool
) -> tuple[Rule, ...]:
    """The rules that hold in such a context, as far as it does not depend on the words after the name."""
    return tuple(
        rule
        for rule in RULES
        if kind in rule.types
        and rule.product == product
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
