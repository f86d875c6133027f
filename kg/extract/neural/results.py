"""Claims of the numbers that the model takes for results; what the rules of `claims` read better stays theirs."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.extract.claims.assembly import Metric, Slots, assemble
from kg.extract.claims.baseline import baseline_cues, baseline_phrases
from kg.extract.claims.evidence import Clauses
from kg.extract.claims.place import Place
from kg.extract.claims.sentences import readings
from kg.extract.claims.slots import empty_cues
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
    metric = None
    if result.metric:
        start, end = result.metric
        metric = Metric(" ".join(place.reading.text[start:end].split()), start, end)
    slots = Slots(**result.slots)
    if slots.baseline == slots.subject:
        slots = slots._replace(baseline=None)
    if slots.model == slots.subject:
        slots = slots._replace(model=None)
    if slots.baseline is None and phrases:
        slots = slots._replace(baseline=_baseline_phrase(place, result.kind))
    return assemble(
        place,
        clauses,
        kind=result.kind,
        metric=metric,
        slots=slots,
        phase=result.phase,
        confidence=result.confidence,
        rule=RULE,
    )


def _baseline_phrase(place: Place, kind: ClaimKind) -> str | None:
    """The phrase that reads most like what the number is compared with, if any reads more like it than like nothing."""
    weights = table("baseline")
    phrases = baseline_phrases(place)
    sums = [total(weights, baseline_cues(place, kind, phrase)) for phrase in phrases]
    best = max(sums, default=0.0)
    if not phrases or best <= total(weights, empty_cues(place, kind)):
        return None
    phrase = phrases[sums.index(best)]
    return place.reading.span(phrase.first, phrase.last)
