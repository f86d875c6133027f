"""The trained reader as a stage: names, relations and claims of a document whose quantities and addresses are known."""

from collections.abc import Iterator, Sequence

import numpy as np

from kg.extract.claims.evidence import Clauses
from kg.extract.claims.reading import Reading
from kg.extract.document import Document
from kg.extract.neural import decoding, pairs
from kg.extract.neural.boundaries import Found, widened, with_listed, without_doubtful
from kg.extract.neural.encoding import Integers, Window
from kg.extract.neural.labels import KINDS, PHASES, RELATIONS, SLOTS, TYPES, unit_id
from kg.extract.neural.model import Floats, Model
from kg.extract.neural.naming import Listed, groups_of, names_of, types_of
from kg.extract.neural.places import places_of, sentences_of, word_span
from kg.extract.neural.results import RULE, Result, find_results
from kg.extract.relations import MAX_TASKS
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Quantity, Relation, RelationType

CHECKS = ("doubtful", "boundaries", "listed", "blocked", "types", "names", "baselines")
"""The rules that look over what the model says, by name: `benchmarks/reader.py` shows what each is worth."""

RELATION_LEAST = 0.4
"""From this probability on a relation holds."""
_OWN = 0.5
_EVIDENCE = 240
_EDGE = 1e-6
_INTRODUCES, _ADDRESSES = RELATIONS.index(RelationType.INTRODUCES), RELATIONS.index(RelationType.ADDRESSES)
_NOTHING: frozenset[str] = frozenset()


def read(document: Document, lexicon: Lexicon, model: Model, *, without: frozenset[str] = _NOTHING) -> None:
    """Add the mentions, relations and claims that the model finds.

    Args:
        document: whose quantities and artifacts are there already.
        lexicon: whose names, types and blocked forms check what the model says.
        model: that reads.
        without: `CHECKS` to leave out.
    """
    listed = Listed(document, lexicon)
    passages = [
        _Passage(document, window, model, listed, lexicon, without)
        for window in model.vocabulary.windows(document.text, document.sentences)
    ]
    types = types_of((found.text, found.types) for passage in passages for found in passage.found)
    if "types" not in without:
        types = {form: _listed_type(form, kind, listed) for form, kind in types.items()}
    for passage in passages:
        passage.ask(types)
    own = frozenset(
        found.text
        for passage in passages
        for found, chance in zip(passage.found, passage.relations[:, _INTRODUCES], strict=True)
        if chance > _OWN
    )
    names = names_of(document, types, listed if "names" not in without else None, lexicon, own)
    found = [one for passage in passages for one in passage.found]
    groups, canonical = groups_of(names, [one.text for one in found])
    calibration = model.calibration
    document.mentions = [
        Mention(
            text=one.text,
            type=names[one.text].type,
            canonical=canonical[group],
            entity=names[one.text].entity,
            start=one.start,
            end=one.end,
            confidence=calibration.mentions(one.chance) if one.rule == RULE else one.chance,
            rule=one.rule,
        )
        for one, group in zip(found, groups, strict=True)
    ]
    chances = np.concatenate([passage.relations for passage in passages]) if passages else np.zeros((0, len(RELATIONS)))
    document.relations = _relations(document, chances, groups, canonical, model)
    results: dict[int, Result] = {}
    begun = 0
    for passage in passages:
        here = groups[begun : begun + len(passage.found)]
        begun += len(passage.found)
        results |= passage.results(here, canonical, model)
    document.claims = list(find_results(document, results, phrases="baselines" not in without))


class _Passage:
    """A window of a document: what the model says of it, and the names and numbers in it."""

    def __init__(
        self,
        document: Document,
        window: Window,
        model: Model,
        listed: Listed,
        lexicon: Lexicon,
        without: frozenset[str],
    ) -> None:
        self._document = document
        self._words = window.words
        self._model = model
        self._encoded = model.encode(window)
        self._sentences = sentences_of(document, window.words)
        found = [self._found(span) for span in decoding.spans(self._encoded.tags)]
        if "doubtful" not in without:
            found = without_doubtful(found)
        if "boundaries" not in without:
            found = widened(found, listed, document.text)
        if "listed" not in without:
            found = with_listed(found, self._chances(listed))
        if "blocked" not in without:
            found = [one for one in found if not lexicon.blocked(one.text)]
        addresses = [(artifact.start, artifact.end) for artifact in document.artifacts]
        self.found = [one for one in found if not any(a < one.end and one.start < b for a, b in addresses)]
        self._numbers = [
            (quantity, span)
            for quantity in _between(document.quantities, self._words)
            if (span := word_span(self._words, quantity.start, quantity.end))
        ]

    def _found(self, span: decoding.Span) -> Found:
        start, end = int(self._words[span.first, 0]), int(self._words[span.last, 1])
        return Found(self._document.text[start:end], start, end, span.types, span.chance, RULE)

    def _chances(self, listed: Listed) -> Iterator[tuple[Mention, float]]:
        """The rules' names in the window, each with the least chance of its words to be part of any name."""
        for mention in listed.between(int(self._words[0, 0]), int(self._words[-1, 1])):
            if span := word_span(self._words, mention.start, mention.end):
                outside = self._encoded.tags[span[0] : span[1] + 1, 0]
                yield mention, 1 - float(outside.max())

    def ask(self, types: dict[str, EntityType]) -> None:
        """Ask the heads about the names, whose types are settled, and about the numbers."""
        spans = [word_span(self._words, one.start, one.end) or (0, 0) for one in self.found]
        mentions = np.array(
            [(*span, TYPES.index(types[one.text])) for span, one in zip(spans, self.found, strict=True)], np.int64
        ).reshape(-1, 3)
        numbers = np.array([span for _, span in self._numbers], np.int64).reshape(-1, 2)
        text = self._document.text
        words = [text[start:end].lower() for start, end in self._words]
        self._heads = self._model.heads(
            self._encoded,
            mentions=mentions,
            places=places_of(self._sentences[mentions[:, 0]], len(self._document.sentences)),
            numbers=numbers,
            units=np.array([unit_id(quantity.unit) for quantity, _ in self._numbers], np.int64),
            features=pairs.features(words, self._sentences, numbers, mentions),
            distances=pairs.distances(numbers, len(words)),
        )

    @property
    def relations(self) -> Floats:
        """The probability of each name's relations."""
        return self._heads.relations

    def results(self, groups: Sequence[int], canonical: Sequence[str], model: Model) -> dict[int, Result]:
        """What the numbers report, by the offset at which each starts."""
        heads = self._heads
        found = {}
        for number, (quantity, span) in enumerate(self._numbers):
            best = int(heads.kinds[number].argmax())
            kind = KINDS[best]
            if kind is None:
                continue
            filled = [decoding.fill(heads.slots[number, :, slot], groups) for slot in range(len(SLOTS))]
            found[quantity.start] = Result(
                kind=kind,
                confidence=model.calibration.claims(float(heads.kinds[number, best])),
                phase=PHASES[int(heads.phases[number].argmax())],
                slots={
                    slot: None if group is None else canonical[group] for slot, group in zip(SLOTS, filled, strict=True)
                },
                metric=self._metric(heads.metric[number], span[0]),
            )
        return found

    def _metric(self, chances: Floats, word: int) -> tuple[int, int] | None:
        """The span of the text that says what a number measures, in the number's sentence."""
        same = np.flatnonzero(self._sentences == self._sentences[word])
        chosen = decoding.metric_words(chances[same])
        if chosen is None:
            return None
        first, last = same[list(chosen)]
        return int(self._words[first, 0]), int(self._words[last, 1])


def _listed_type(form: str, kind: EntityType, listed: Listed) -> EntityType:
    mention = listed.by_form.get(form)
    return mention.type if mention is not None and mention.rule.startswith("lexicon") else kind


def _between(quantities: Sequence[Quantity], words: Integers) -> list[Quantity]:
    return [quantity for quantity in quantities if words[0, 0] <= quantity.start < words[-1, 1]]


def _relations(
    document: Document, chances: Floats, groups: Sequence[int], canonical: Sequence[str], model: Model
) -> list[Relation]:
    """What the paper says of each thing, in the order in which the text first names them.

    The odds of a thing's mentions add up: one that says it is enough. A relation is no surer than the name it is of.
    """
    members = np.asarray(groups, np.int64)
    odds = np.zeros((len(canonical), len(RELATIONS)))
    np.add.at(odds, members, chances / (1 - chances + _EDGE))
    sums = odds / (1 + odds)
    holds = sums > RELATION_LEAST
    tasks = np.argsort(-sums[:, _ADDRESSES], kind="stable")[MAX_TASKS:]
    holds[tasks, _ADDRESSES] = False
    sure = np.zeros(len(canonical))
    np.maximum.at(sure, members, [mention.confidence for mention in document.mentions])
    found = []
    for group, relation in zip(*np.nonzero(holds), strict=True):
        own = np.flatnonzero(members == group)
        mention = document.mentions[own[chances[own, relation].argmax()]]
        start, end = _evidence(document, mention)
        found.append(
            Relation(
                type=RELATIONS[relation],
                target=canonical[group],
                entity=mention.entity,
                evidence=document.text[start:end],
                start=start,
                end=end,
                confidence=model.calibration.relations(float(sums[group, relation]) * sure[group]),
                rule=RULE,
            )
        )
    return found


def _evidence(document: Document, mention: Mention) -> tuple[int, int]:
    """The mention's sentence; of a long one the clause."""
    start, end = document.sentence_at(mention.start)
    if end - start <= _EVIDENCE:
        return start, end
    return Clauses(Reading(document.text, start, end, (), ())).span(mention.start, mention.end)
