"""What may fill the slots of a claim: the things a paper names, with what the whole text tells of each."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from kg.extract.document import Document
from kg.model import EntityType, Mention

_INTRODUCED = re.compile(
    r"\b(?:propos|introduc|present|develop|releas|describ|unveil|design|devis)(?:e|es|ed|ing|s)?\s+(?:[\w,-]+\s+){0,6}?"
    r"[\"'`{\\\w]{0,9}$"
    r"|\b(?:called|named|dubbed|termed|coined|namely|call|name|term|dub)\s+(?:it\s+|this\s+\w+\s+)?[\"'`{\\]{0,3}$",
    re.I,
)
_COLON = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?::|\s[-–—]{1,3}\s)")

_GENERIC = frozenset(
    "GPU,CPU,FPGA,NPU,TPU,NVIDIA GPU,Large Language Model,Vision Transformer,Transformer,Convolutional Neural "
    "Network, Graph Neural Network,Recurrent Neural Network,Multilayer Perceptron,State Space "
    "Model,Vision-Language Model, Large Vision-Language Model,Multimodal Large Language Model,Small Language "
    "Model,Large Reasoning Model, Diffusion Model,Diffusion Transformer,Generative Adversarial Network,World "
    "Model,reinforcement learning".split(",")
)
"""Canonical names of whole families: a claim is seldom about one of these if it names something more special."""

_HEAD = 6
"""So near to its start a name heads a sentence: "The ..."."""

_MANY = 40
"""From so many things on, only those near a number, in the title or of the paper's own making are candidates."""


class Thing:
    """One thing that the paper names: its mentions in text order, the sentence of each, the cues of its standing.

    `places` are its sentences as a set, `headed` those that begin with it.
    """

    def __init__(self, canonical: str, type_: EntityType) -> None:
        self.canonical = canonical
        self.type = type_
        self.mentions: list[Mention] = []
        self.sentences: list[int] = []
        self.own = False
        self.facts: list[str] = []
        self.places: frozenset[int] = frozenset()
        self.headed: set[int] = set()

    def in_sentence(self, number: int) -> list[Mention]:
        """The mentions in one sentence."""
        return self.mentions[bisect_left(self.sentences, number) : bisect_right(self.sentences, number)]

    def last_before(self, number: int) -> int | None:
        """The number of the last mention before a sentence, the title aside; None where there is none."""
        at = bisect_left(self.sentences, number) - 1
        return at if at >= 0 and self.sentences[at] > 0 else None


class Things:
    """All things that a paper names."""

    def __init__(self, document: Document) -> None:
        found: dict[tuple[str, EntityType], Thing] = {}
        ends = [end for _, end in document.sentences]
        for mention in document.mentions:
            key = mention.canonical, mention.type
            thing = found.get(key)
            if thing is None:
                thing = found[key] = Thing(mention.canonical, mention.type)
            sentence = bisect_right(ends, mention.start)
            thing.mentions.append(mention)
            thing.sentences.append(sentence)
            if mention.start - document.sentences[min(sentence, len(ends) - 1)][0] < _HEAD:
                thing.headed.add(sentence)
            thing.own = thing.own or _is_own(document, mention)
        self.all = list(found.values())
        for thing in self.all:
            thing.places = frozenset(thing.sentences)
        by_type: dict[EntityType, list[Thing]] = defaultdict(list)
        for thing in self.all:
            by_type[thing.type].append(thing)
        owns = sum(thing.own for thing in self.all)
        for same in by_type.values():
            only_generic = all(thing.canonical in _GENERIC for thing in same)
            for order, thing in enumerate(same):
                thing.facts = _facts(thing, order, len(same), owns)
                if only_generic:
                    thing.facts.append("all-generic")
        self._near: dict[int, list[Thing]] = {}
        if len(self.all) > _MANY:
            self._near = self._by_sentence()

    def near(self, sentence: int) -> list[Thing]:
        """The things that a claim in this sentence may be about, in the order of their first mention."""
        return self._near.get(sentence, []) if self._near else self.all

    def _by_sentence(self) -> dict[int, list[Thing]]:
        """For each sentence the things named in it, in the three before and the one after, and those of standing."""
        standing = [thing for thing in self.all if thing.own or thing.sentences[0] == 0][: _MANY // 2]
        near: dict[int, dict[int, Thing]] = defaultdict(lambda: {id(thing): thing for thing in standing})
        for thing in self.all:
            for sentence in dict.fromkeys(thing.sentences):
                for reached in range(sentence - 1, sentence + 4):
                    if len(near[reached]) < 2 * _MANY:
                        near[reached][id(thing)] = thing
        return {sentence: list(things.values()) for sentence, things in near.items()}


def _is_own(document: Document, mention: Mention) -> bool:
    """Whether the paper speaks of `mention` as its own product: "X: title", "we propose X", "called X"."""
    if mention.rule.startswith("product"):
        return True
    text = document.text
    if mention.end < document.title_end:
        return mention.start <= 4 and _COLON.match(text, mention.end, document.title_end) is not None
    return _INTRODUCED.search(text, max(document.title_end, mention.start - 70), mention.start) is not None


def _facts(thing: Thing, order: int, same: int, owns: int) -> list[str]:
    """The cues of a thing's standing: its type, how often, where first, and among how many of its type it is named."""
    facts = [
        f"type={thing.type.value}",
        f"named={min(len(thing.mentions), 4)}",
        f"order={min(order, 3)}",
        "in-title" if thing.sentences[0] == 0 else "not-in-title",
    ]
    if same == 1:
        facts.append("only-of-type")
    if order == same - 1:
        facts.append("last-of-type")
    if thing.canonical in _GENERIC:
        facts.append("generic")
    if thing.own:
        facts += ["own", f"own:type={thing.type.value}"]
        facts += ["only-own"] if owns == 1 else []
    else:
        facts.append("not-own" if owns else "none-own")
    return facts
