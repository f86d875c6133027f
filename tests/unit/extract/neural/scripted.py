"""A model that says what a test wants it to say: names by their text, relations and results by what stands there."""

import numpy as np

from kg.extract.neural.calibration import Calibration, Curve
from kg.extract.neural.encoding import END, MASK, PADDING, START, UNKNOWN, Vocabulary, Window
from kg.extract.neural.labels import KINDS, PHASES, RELATIONS, SLOTS, TAGS, TYPES
from kg.extract.neural.model import Encoded, Heads

SURE = 0.9
UNSURE = 0.05
AS_IS = Curve(slope=1.0, shift=0.0)


class ScriptedModel:
    """Stands in for `kg.extract.neural.model.Model`.

    Args:
        names: Written forms and the types to give them.
        relations: Relations by written form.
        results: By the text of a number its kind, the forms that fill its slots, its phase and its metric.
    """

    def __init__(
        self,
        text: str,
        names: dict[str, str],
        relations: dict[str, tuple[str, ...]] | None = None,
        results: dict[str, dict[str, str]] | None = None,
    ) -> None:
        self.vocabulary = Vocabulary((PADDING, UNKNOWN, START, END, MASK))
        self.calibration = Calibration(mentions=AS_IS, relations=AS_IS, claims=AS_IS)
        self._text = text
        self._names, self._relations, self._results = names, relations or {}, results or {}
        self._window: Window | None = None

    def encode(self, window: Window) -> Encoded:
        """Tags of the scripted names; the vectors are the words' own numbers."""
        tags = np.full((len(window.words), len(TAGS)), (1 - SURE) / len(TAGS))
        tags[:, 0] = SURE
        for form, kind in self._names.items():
            start = self._text.find(form)
            while start >= 0:
                covered = np.flatnonzero((window.words[:, 1] > start) & (window.words[:, 0] < start + len(form)))
                for place, word in enumerate(covered):
                    tags[word] = UNSURE / len(TAGS)
                    tags[word, TAGS.index(f"{'I' if place else 'B'}-{kind}")] = SURE
                start = self._text.find(form, start + 1)
        self._window = window
        vectors = window.words.astype(np.float32)
        return Encoded(vectors, np.zeros(2, np.float32), tags)

    def heads(self, encoded: Encoded, *, mentions, numbers, places, units, features, distances) -> Heads:
        """What is scripted of the names and numbers asked about."""
        assert len(places) == len(mentions) and len(units) == len(numbers)
        assert features.shape[:2] == (len(numbers), len(mentions)) and distances.shape == (
            len(numbers),
            len(encoded.words),
        )
        forms = [self._span(encoded, first, last) for first, last, _ in mentions]
        assert all(TYPES[number] for number in mentions[:, 2])
        relations = np.full((len(forms), len(RELATIONS)), UNSURE)
        for row, form in zip(relations, forms, strict=True):
            for relation in self._relations.get(form, ()):
                row[RELATIONS.index(relation)] = SURE
        shape = len(numbers)
        kinds, phases = np.zeros((shape, len(KINDS))), np.zeros((shape, len(PHASES)))
        slots = np.full((shape, 1 + len(forms), len(SLOTS)), UNSURE)
        metric = np.full((shape, len(encoded.words)), UNSURE)
        for number, (first, last) in enumerate(numbers):
            script = self._results.get(self._span(encoded, first, last), {})
            kinds[number, KINDS.index(script.get("kind"))] = SURE
            phases[number, PHASES.index(script.get("phase"))] = SURE
            slots[number, 0] = 0.5
            for column, slot in enumerate(SLOTS):
                for mention, form in enumerate(forms):
                    slots[number, 1 + mention, column] = SURE if script.get(slot) == form else UNSURE / 10
            for word, (start, end) in enumerate(encoded.words.astype(int)):
                if self._text[start:end] in script.get("metric", "").split():
                    metric[number, word] = SURE
        return Heads(relations, kinds, phases, slots, metric)

    def _span(self, encoded: Encoded, first: int, last: int) -> str:
        return self._text[int(encoded.words[first, 0]) : int(encoded.words[last, 1])]
