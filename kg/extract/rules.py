"""The rules of relations: which contexts of a name say what of it, and how often they are right."""

import re
from typing import Literal, NamedTuple

from kg.extract import unlisted
from kg.extract.contexts import Role
from kg.model import EntityType, RelationType

Origin = Literal["product", "coined", "described", "known"]
"""Whose a name is: introduced, abbreviated or described by the text, or anybody's."""

_DATASET, _HARDWARE, _TASK = EntityType.DATASET, EntityType.HARDWARE, EntityType.TASK
_MODEL, _METHOD, _FRAMEWORK = EntityType.MODEL, EntityType.METHOD, EntityType.FRAMEWORK
_SOFTWARE = frozenset({_FRAMEWORK, EntityType.LIBRARY})
_THINGS = _SOFTWARE | {_MODEL, _METHOD}

_PRODUCT: frozenset[Origin] = frozenset({"product"})
_COINED: frozenset[Origin] = frozenset({"coined"})
_DESCRIBED: frozenset[Origin] = frozenset({"described"})
_KNOWN: frozenset[Origin] = frozenset({"known"})
_OF_OTHERS = _COINED | _DESCRIBED | _KNOWN

_TITLE: frozenset[Role] = frozenset({"title"})
_OWN: frozenset[Role] = frozenset({"own"})
_LATER: frozenset[Role] = frozenset({"later"})
_BACKGROUND: frozenset[Role] = frozenset({"background"})
_BODY = _OWN | _LATER
_EVERYWHERE = _TITLE | _BODY | _BACKGROUND

_BRACKET = r"\s?\(|\)"
_STUDIED = r"s\b|\s+(?:[Ii]nference|[Aa]gents?|[Mm]odels|[Ss]erving|[Tt]raining|[Ff]ine-)"


class Rule(NamedTuple):
    """A pattern and how often it is right.

    It asks of a name its type, its role, governor and preposition (`contexts.Context`; an empty set asks nothing),
    whose it is, and which words follow it or must not.
    """

    name: str
    relation: RelationType
    types: frozenset[EntityType]
    roles: frozenset[Role]
    governors: frozenset[str | None]
    prepositions: frozenset[str | None]
    not_prepositions: frozenset[str]
    followed: re.Pattern[str] | None
    not_followed: re.Pattern[str] | None
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
    followed: str = "",
    not_followed: str = "",
    origins: frozenset[Origin] | None = None,
) -> Rule:
    """A rule from words between blanks: `after` these governors, `on` these prepositions, ``-`` for none."""
    return Rule(
        name=name,
        relation=RelationType(relation),
        types=frozenset({types}) if isinstance(types, EntityType) else types,
        roles=roles,
        governors=frozenset(None if word == "-" else word for word in after.split()),
        prepositions=frozenset(None if word == "-" else word.replace("_", " ") for word in on.split()),
        not_prepositions=frozenset(word.replace("_", " ") for word in not_on.split()),
        followed=re.compile(followed) if followed else None,
        not_followed=re.compile(not_followed) if not_followed else None,
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
        followed=_BRACKET,
        origins=_COINED,
    ),
    _rule("coined-part", "introduces", 0.7, types=_THINGS, roles=_LATER, after="-", followed=_BRACKET, origins=_COINED),
    _rule(
        "described",
        "introduces",
        0.7,
        types=_THINGS | {_DATASET},
        roles=_BODY,
        followed=unlisted.DESCRIPTION,
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
    _rule("hardware", "runs_on", 0.83, types=_HARDWARE, not_followed=r"\s+(?:memory|kernels?|hours?|days?)\b"),
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
    _rule("software-code", "built_on", 0.83, types=_SOFTWARE, followed=r"-based|\s(?:implementation|code|kernels?)\b"),
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
    _rule("title-model-agents", "applied_to", 0.9, types=_MODEL, roles=_TITLE, on="-", followed=_STUDIED),
)
"""Every rule, with its precision on the annotated abstracts where the pipeline finds the names."""
