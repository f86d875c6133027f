"""Papers as arrays: what the model reads of each, and what it should say of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.extract.neural import pairs
from kg.extract.neural.encoding import Integers, Vocabulary
from kg.extract.neural.labels import KINDS, PHASES, RELATIONS, SLOTS, TAGS, TYPES, unit_id
from kg.extract.neural.places import places_of, sentences_of, word_span
from kg.extract.neural.train.papers import Annotated
from kg.extract.quantities import find_quantities
from kg.model import Quantity
from kg.names import normal_form

Floats = NDArray[np.float32]

_KIND_IDS = {kind: number for number, kind in enumerate(KINDS)}
_FILLING = frozenset("the of a and".split())


@dataclass(kw_only=True)
class Targets:
    """What should be said of an example, as probabilities.

    `groups` tells which mentions are one thing, `relations` what holds of each thing. A number's slot is `empty` or
    `filled` (numbers, mentions, slots); where annotators named a thing, any of its mentions will do (`soft` is false),
    where teachers did, each has its share. `metric` runs over the words of each number's sentence, one after another.
    Weights are 0 where nothing is known.
    """

    tags: Floats
    groups: Integers
    relations: Floats
    kinds: Floats
    phases: Floats
    phase_weights: Floats
    empty: Floats
    filled: Floats
    slot_weights: Floats
    metric: Floats
    metric_weights: Floats
    soft: bool


@dataclass(kw_only=True)
class Example:
    """The first window of a paper. `numbers` are first word, last word, unit; `mentions` the same with type."""

    id: str
    text: str
    words: Integers
    ids: Integers
    cases: Integers
    first: Integers
    sentences: Integers
    count: int
    numbers: Integers
    mentions: Integers
    targets: Targets | None = None

    @property
    def features(self) -> Integers:
        """What stands between each number and mention."""
        words = [self.text[start:end].lower() for start, end in self.words]
        return pairs.features(words, self.sentences, self.numbers, self.mentions)

    @property
    def places(self) -> Integers:
        """Where each mention stands."""
        return places_of(self.sentences[self.mentions[:, 0]], self.count)

    def sentence(self, number: int) -> Integers:
        """The words of a number's sentence."""
        return np.flatnonzero(self.sentences == self.sentences[self.numbers[number, 0]])


def read(id_: str, title: str, abstract: str, vocabulary: Vocabulary) -> tuple[Example, list[Quantity]] | None:
    """A paper without targets, and the quantities behind its numbers; None for one without a word."""
    document = Document(f"{title}\n{abstract}", len(title))
    find_artifacts(document)
    find_quantities(document)
    window = next(vocabulary.windows(document.text, document.sentences), None)
    if window is None:
        return None
    spans = [(quantity, word_span(window.words, quantity.start, quantity.end)) for quantity in document.quantities]
    kept = [(quantity, span) for quantity, span in spans if span]
    numbers = [(*span, unit_id(quantity.unit)) for quantity, span in kept]
    example = Example(
        id=id_,
        text=document.text,
        words=window.words,
        ids=window.ids,
        cases=window.cases,
        first=window.first,
        sentences=sentences_of(document, window.words),
        count=len(document.sentences),
        numbers=np.array(numbers, np.int64).reshape(-1, 3),
        mentions=np.zeros((0, 3), np.int64),
    )
    return example, [quantity for quantity, _ in kept]


def annotated(paper: Annotated, vocabulary: Vocabulary) -> Example | None:
    """A paper with what annotators found in it; None for one without a word."""
    made = read(paper.id, paper.title, paper.abstract, vocabulary)
    if made is None:
        return None
    example, quantities = made
    things: dict[str, int] = {}
    for entity in paper.gold["entities"]:
        things.setdefault(normal_form(entity["canonical"]), len(things))
    mentions, groups = _mentions(example, paper.gold["entities"], things)
    example.mentions = mentions
    used, local = np.unique(groups, return_inverse=True)
    relations = np.zeros((len(things), len(RELATIONS)), np.float32)
    for relation in paper.gold["relations"]:
        if (thing := things.get(normal_form(relation["target"]))) is not None:
            relations[thing, RELATIONS.index(relation["type"])] = 1
    tags = np.zeros(len(example.words), np.int64)
    for first, last, kind in mentions:
        tags[first : last + 1] = 2 + 2 * kind
        tags[first] = 1 + 2 * kind
    numbers = len(example.numbers)
    targets = Targets(
        tags=np.eye(len(TAGS), dtype=np.float32)[tags],
        groups=local.reshape(-1),
        relations=relations[used].reshape(-1, len(RELATIONS)),
        kinds=np.eye(len(KINDS), dtype=np.float32)[np.zeros(numbers, np.int64)],
        phases=np.eye(len(PHASES), dtype=np.float32)[np.zeros(numbers, np.int64)],
        phase_weights=np.zeros(numbers, np.float32),
        empty=np.zeros((numbers, len(SLOTS)), np.float32),
        filled=np.zeros((numbers, len(mentions), len(SLOTS)), np.float32),
        slot_weights=np.zeros((numbers, len(SLOTS)), np.float32),
        metric=np.zeros(0, np.float32),
        metric_weights=np.zeros(0, np.float32),
        soft=False,
    )
    metrics: dict[int, Floats] = {}
    for number, claim in _aligned(example.text, quantities, paper.gold["claims"]):
        _add_claim(example, targets, number, claim, groups, things)
        if claim["metric"] and (wanted := _metric(example, number, claim)) is not None:
            metrics[number] = wanted
    targets.metric, targets.metric_weights = _flat_metrics(example, metrics)
    example.targets = targets
    return example


def occurrences(text: str, forms: Sequence[str]) -> list[tuple[int, int, int]]:
    """Start, end and number of each form wherever it stands between word bounds, longest first, none in another."""
    taken = np.zeros(len(text) + 1, bool)
    found = []
    for number in sorted(range(len(forms)), key=lambda number: (-len(forms[number]), forms[number])):
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(forms[number])}(?![A-Za-z0-9])", text):
            if not taken[match.start() : match.end()].any():
                taken[match.start() : match.end()] = True
                found.append((match.start(), match.end(), number))
    return sorted(found)


def _mentions(
    example: Example, entities: Sequence[dict[str, Any]], things: dict[str, int]
) -> tuple[Integers, Integers]:
    """The mentions of the annotated forms, and the thing that each is one of."""
    mentions, groups = [], []
    for start, end, number in occurrences(example.text, [entity["text"] for entity in entities]):
        if span := word_span(example.words, start, end):
            mentions.append((*span, TYPES.index(entities[number]["type"])))
            groups.append(things[normal_form(entities[number]["canonical"])])
    return np.array(mentions, np.int64).reshape(-1, 3), np.array(groups, np.int64)


def _aligned(
    text: str, quantities: Sequence[Quantity], claims: Sequence[dict[str, Any]]
) -> list[tuple[int, dict[str, Any]]]:
    """Each claim's number: of the same value and unit, within the evidence if one is, and of no claim before."""
    pairs_: list[tuple[int, dict[str, Any]]] = []
    used: set[int] = set()
    for claim in claims:
        same = [
            number
            for number, quantity in enumerate(quantities)
            if number not in used
            and round(quantity.value, 4) == round(float(claim["value"]), 4)
            and _unit(quantity.unit) == _unit(claim["unit"])
        ]
        if not same:
            continue
        at = text.find(claim["evidence"])
        inside = [number for number in same if at <= quantities[number].start < at + len(claim["evidence"])]
        number = (inside or same)[0]
        used.add(number)
        pairs_.append((number, claim))
    return pairs_


def _unit(unit: str | None) -> str:
    return (unit or "").strip().casefold()


def _add_claim(
    example: Example, targets: Targets, number: int, claim: dict[str, Any], groups: Integers, things: dict[str, int]
) -> None:
    targets.kinds[number] = np.eye(len(KINDS))[_KIND_IDS[claim["kind"]]]
    targets.phases[number] = np.eye(len(PHASES))[PHASES.index(claim["phase"])]
    targets.phase_weights[number] = 1
    for slot, name in enumerate(SLOTS):
        thing = things.get(normal_form(claim[name]), -1) if claim[name] else -1
        if thing < 0:
            targets.empty[number, slot] = targets.slot_weights[number, slot] = 1
        elif (groups == thing).any():
            targets.filled[number, groups == thing, slot] = 1
            targets.slot_weights[number, slot] = 1


def _metric(example: Example, number: int, claim: dict[str, Any]) -> Floats | None:
    """Which words of the number's sentence name the metric: the phrase as annotated, else its words; None for none."""
    sentence = example.sentence(number)
    start, end = (int(example.words[example.numbers[number, 0], 0]), 0)
    begun = example.text.find(claim["evidence"])
    end = begun + len(claim["evidence"]) if begun >= 0 else 0
    found = [match.span() for match in re.finditer(re.escape(claim["metric"]), example.text)]
    found.sort(key=lambda span: (not max(begun, 0) <= span[0] < end, abs(span[0] - start)))
    span = word_span(example.words, *found[0]) if found else None
    if span and span[0] in sentence:
        wanted = (sentence >= span[0]) & (sentence <= span[1])
    else:
        names = {word for word in re.split(r"[^a-z0-9+]+", claim["metric"].casefold()) if word} - _FILLING
        wanted = np.array([example.text[slice(*example.words[word])].casefold() in names for word in sentence], bool)
    return wanted.astype(np.float32) if wanted.any() else None


def _flat_metrics(example: Example, metrics: dict[int, Floats]) -> tuple[Floats, Floats]:
    """The metrics one after another, and a weight for each word that makes every number count once."""
    values, weights = [np.zeros(0, np.float32)], [np.zeros(0, np.float32)]
    for number in range(len(example.numbers)):
        size = len(example.sentence(number))
        values.append(metrics.get(number, np.zeros(size, np.float32)))
        weights.append(np.full(size, (number in metrics) / size, np.float32))
    return np.concatenate(values), np.concatenate(weights)
