"""What is broader than what: the lexicon's tree, and variants under their family (``Llama-3-8B`` under ``Llama 3``)."""

import re
from typing import NamedTuple

from kg.link.entities import Entities, Entity

VARIANT_CONFIDENCE = 0.9
"""That a name which is another one and a size or version names a variant of it; the lexicon's edges count as 1."""

_SUFFIXES = (
    "pico nano micro tiny mini small medium base large huge giant big xs xl xxl xlarge xxlarge lite light fast plus pro"
    " max ultra turbo preview chat instruct it sft dpo rl base code coder math vision vl audio omni thinking distill"
    " distilled cased uncased multilingual en dev test lite full verified gold silver bronze platinum ti super pcie sxm"
)
_TAIL = re.compile(
    r"(?<=[a-z]{3})v?\d+(?:\.\d+)*$"  # GPT4, YOLOv8, Qwen2.5
    r"|[-_ /:]+(?:v?\d+(?:\.\d+)*(?:x\d+)?[a-z]{0,2}"  # -3.5, v2, -8B, -8x7B, 80 GB, 4090, -4o
    rf"|{'|'.join(dict.fromkeys(_SUFFIXES.split()))}"  # -large, -Instruct
    r"|[a-z]\d{1,3}b?|[bghlmstx])$",  # -R1, -A3B, -B0, /L
    re.I,
)
"""A last part of a name that tells a variant from its family: a size, a version, a common word for one."""
_MAX_PARTS = 5
_MIN_FAMILY = 2  # characters of a family's name
_CURATED_KINDS = ("method", "dataset")
"""Kinds in which the rule also places what the lexicon leaves at the top; hardware and software it orders itself."""


class Broader(NamedTuple):
    """`target` is broader than `source`; `rule` says who knows."""

    source: str
    target: str
    confidence: float
    rule: str


def broader(entities: Entities) -> list[Broader]:
    """The tree over all that is in `entities`; what is above it in the lexicon is added there."""
    edges: list[Broader] = []
    variants = [edge for entity in list(entities.by_id.values()) if (edge := _variant(entity, entities))]
    for entity in list(entities.by_id.values()):
        for ancestor in entities.lexicon.ancestors(entity.id):
            entities.add_entry(entities.lexicon.entries[ancestor])
    for entity in entities.by_id.values():
        if entity.entry:
            edges += (Broader(entity.id, parent, 1.0, "lexicon") for parent in entity.entry.broader)
    return edges + variants


def _variant(entity: Entity, entities: Entities) -> Broader | None:
    if entity.entry and (entity.entry.broader or entity.kind not in _CURATED_KINDS):
        return None
    name = entity.name
    for _ in range(_MAX_PARTS):
        tail = _TAIL.search(name)
        if not tail or tail.start() < _MIN_FAMILY:
            return None
        name = name[: tail.start()]
        family = entities.find(name, entity.kind)
        if family is entity or (family and entity.id in entities.lexicon.ancestors(family.id)):
            return None
        if family:
            return Broader(entity.id, family.id, VARIANT_CONFIDENCE, "variant")
    return None
