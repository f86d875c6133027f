"""Claims of the numbers that the model takes for results; what the rules of `claims` read better stays theirs."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg import units
from kg.extract.claims import _qualifier as quantity_qualifier
from kg.extract.claims.baseline import baseline_cues, baseline_phrases
from kg.extract.claims.change import read_change
from kg.extract.claims.evidence import Clauses
from kg.extract.claims.place import Place
from kg.extract.claims.sentences import readings
from kg.extract.claims.weights import table, total
from kg.extract.document import Document
from kg.model import Claim, ClaimKind, Phase, Quantity

RULE = "reader"


class Result(NamedTuple):
    """What the model says of a number: its kind and how sure that is, its phase, slots and metric.

    `slots` maps the names of slots to canonical names; `metric` is the metric's span in the text.
    """

    kind: ClaimKind
    confidence: float
    phase: Phase | None
    slots: Mapping[str, str | None]
    metric: tuple[int, int] | None


def find_results(document: Document, results: Mapping[int, Result], *, phrases: bool) -> Iterator[Claim]:
    """The claims, in text order.

    Args:
        document: whose mentions and quantities are known.
        results: What the model says, by the offset at which a quantity starts.
        phrases: Whether a baseline may be a phrase without a name ("previous work").
    """
    for number, _, reading in readings(document):
        clauses: Clauses | None = None
        for position, ref in enumerate(reading.refs):
            if isinstance(ref, Quantity) and (result := results.get(ref.start)):
                clauses = clauses or Clauses(reading)
                yield _claim(Place(reading, position, number), result, clauses, phrases=phrases)


def _claim(place: Place, result: Result, clauses: Clauses, *, phrases: bool) -> Claim:
    reading, position, quantity = place.reading, place.position, place.quantity
    kind, slots = result.kind, result.slots
    metric = None
    first, last = quantity.start, quantity.end
    if result.metric:
        metric = " ".join(reading.text[slice(*result.metric)].split())
        first, last = min(first, result.metric[0]), max(last, result.metric[1])
    start, end = clauses.span(first, last)
    change = read_change(reading, position, kind, metric)
    ratio, direction = units.ratio(kind, quantity.value, quantity.unit, change, quantity.base)
    subject, baseline, model = slots["subject"], slots["baseline"], slots["model"]
    if baseline == subject:
        baseline = None
    if baseline is None and phrases:
        baseline = _baseline_phrase(place, kind)
    return Claim(
        kind=kind,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        qualifier=quantity_qualifier(reading, position),
        metric=metric,
        subject=subject,
        baseline=baseline,
        model=None if model == subject else model,
        dataset=slots["dataset"],
        hardware=slots["hardware"],
        task=slots["task"],
        phase=result.phase,
        ratio=ratio,
        direction=direction,
        evidence=reading.text[start:end],
        start=start,
        end=end,
        value_start=quantity.start,
        value_end=quantity.end,
        confidence=result.confidence,
        rule=RULE,
    )


def _baseline_phrase(place: Place, kind: ClaimKind) -> str | None:
    """The phrase that reads most like what the number is compared with, if any reads more like it than like nothing."""
    weights = table("baseline")
    phrases = baseline_phrases(place)
    sums = [total(weights, baseline_cues(place, kind, phrase)) for phrase in phrases]
    empty = ["empty", f"empty:{kind}", f"empty:{place.unit}", f"empty:{kind}:{place.unit}"]
    empty += [f"empty:has={word}" for word in place.reading.telling]
    best = max(sums, default=0.0)
    if not phrases or best <= total(weights, empty):
        return None
    phrase = phrases[sums.index(best)]
    return place.reading.span(phrase.first, phrase.last)
