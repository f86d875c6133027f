"""What a claim's number measures: the noun phrase of its sentence that reads most like its metric."""

from kg.extract.claims.measures import measure
from kg.extract.claims.phrases import gap, phrases_near
from kg.extract.claims.place import Place
from kg.extract.claims.reading import Phrase, stem
from kg.extract.claims.weights import Table, table, total

_BETWEEN = frozenset(
    "of in by to from for on with than over and , ( ) ; while compared vs at is as respectively".split()
)
_NAMES = frozenset(("<framework>", "<library>", "<model>", "<dataset>", "<hardware>"))
"""What is never measured: a phrase that ends with one names that thing."""


def find_metric(place: Place) -> Phrase | None:
    """The phrase that names the metric, None where none reads like one."""
    return choose(place, table("metric"))


def choose(place: Place, weights: Table) -> Phrase | None:
    """The phrase that names the metric, by a given table."""
    found = metric_phrases(place)
    sums = [total(weights, phrase_cues(place, phrase)) for phrase in found]
    best = max(sums, default=0.0)
    if not found or best < total(weights, empty_cues(place)):
        return None
    return found[sums.index(best)]


def metric_phrases(place: Place) -> list[Phrase]:
    """What could name the metric: the noun phrases round the number, and its own unit ("39.9 FPS") unless x or %."""
    words = place.reading.words
    found = [phrase for phrase in phrases_near(place.reading, place.position) if words[phrase.last] not in _NAMES]
    if place.unit not in ("x", "%", "none"):
        found = [*found, Phrase(place.position, place.position)]
    return found


def metric_text(place: Place, phrase: Phrase) -> str:
    """The phrase as the text writes it; of the number's own item the unit only."""
    if phrase.first == place.position:
        return place.quantity.unit
    return place.reading.span(phrase.first, phrase.last)


def metric_cues(place: Place, phrase: Phrase | None) -> list[str]:
    """What the metric says of the kind of the claim."""
    if phrase is None:
        return ["metric=none"]
    if phrase.first == place.position:
        return ["metric=unit"]
    stems = [stem(word) for word in place.reading.words[phrase.first : phrase.last + 1]]
    sort = next((sort for word in reversed(stems) if (sort := measure(word))), "-")
    return [
        f"metric-sort={sort}",
        f"{place.unit}:metric-sort={sort}",
        f"metric-head={stems[-1]}",
        f"{place.unit}:metric-head={stems[-1]}",
        f"metric-side={'right' if phrase.first > place.position else 'left'}",
        *[f"metric={word}" for word in dict.fromkeys(stems)],
    ]


def phrase_cues(place: Place, phrase: Phrase) -> list[str]:
    """The cues of one phrase: its words, its side and distance, what stands round it and between."""
    if phrase.first == place.position:
        return ["unit", f"unit={place.unit}"]
    words = place.reading.words
    side, between, numbers = space = gap(place.reading, place.position, phrase)
    before = stem(words[phrase.first - 1]) if phrase.first else "^"
    after = stem(words[phrase.last + 1]) if phrase.last + 1 < len(words) else "$"
    head = stem(words[phrase.last])
    cues = [
        f"{side}:n{numbers}",
        f"{side}:gap={space.width}",
        f"{side}:gap={min(len(between), 4)}:{place.unit}",
        f"{side}:before={before}",
        f"{side}:before={before}:n{numbers}",
        f"{side}:after={after}",
        f"{place.unit}:{side}:n{numbers}",
        f"head={head}",
        f"{place.unit}:head={head}",
        f"sort={measure(head)}",
        f"{place.unit}:sort={measure(head)}",
        f"length={phrase.last - phrase.first + 1}",
    ]
    cues += [f"word={stem(word)}" for word in dict.fromkeys(words[phrase.first : phrase.last + 1])]
    cues += [f"{side}:past={word}" for word in sorted(_BETWEEN.intersection(between))]
    if len(between) <= 2:
        cues.append(f"{side}:between={' '.join(between)}")
    return cues


def empty_cues(place: Place) -> list[str]:
    """The cues for a claim whose metric the text does not name."""
    return ["empty", f"empty:{place.unit}"]
