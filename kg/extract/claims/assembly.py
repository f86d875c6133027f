"""A claim put together: the record of what was read of one number, whoever read it."""

from typing import NamedTuple

from kg import units
from kg.extract.claims.baseline import beaten
from kg.extract.claims.change import read_change
from kg.extract.claims.evidence import Clauses
from kg.extract.claims.place import Place
from kg.extract.claims.reading import Reading, word_start
from kg.model import Claim, ClaimKind, Phase, Qualifier, Quantity


class Metric(NamedTuple):
    """What a number measures, and where the text says so."""

    text: str
    start: int
    end: int


class Slots(NamedTuple):
    """The canonical names that fill a claim's slots; a baseline may be a phrase."""

    subject: str | None
    baseline: str | None
    model: str | None
    dataset: str | None
    hardware: str | None
    task: str | None


def assemble(
    place: Place,
    clauses: Clauses,
    *,
    kind: ClaimKind,
    metric: Metric | None,
    slots: Slots,
    phase: Phase | None,
    confidence: float,
    rule: str,
) -> Claim:
    """The claim of the number at `place`, with its evidence, and the ratio that the words round it make of it."""
    reading, position, quantity = place.reading, place.position, place.quantity
    if metric and (start := word_start(reading.text, metric.start)) < metric.start:
        metric = Metric(" ".join(reading.text[start : metric.end].split()), start, metric.end)
    if (name := beaten(place)) and name.canonical != slots.subject:
        slots = slots._replace(baseline=name.canonical)
    measured = metric.text if metric else None
    first, last = quantity.start, quantity.end
    if metric:
        first, last = min(first, metric.start), max(last, metric.end)
    start, end = clauses.span(first, last)
    change = read_change(reading, position, kind, measured)
    ratio, direction = units.ratio(kind, quantity.value, quantity.unit, change, quantity.base)
    return Claim(
        kind=kind,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        qualifier=_qualifier(reading, position),
        metric=measured,
        **slots._asdict(),
        phase=phase,
        ratio=ratio,
        direction=direction,
        evidence=reading.text[start:end],
        start=start,
        end=end,
        value_start=quantity.start,
        value_end=quantity.end,
        confidence=confidence,
        rule=rule,
    )


def _qualifier(reading: Reading, position: int) -> Qualifier | None:
    """The number's own qualifier, else that of the coordination it stands in: "up to 2x and 3x"."""
    quantity = reading.refs[position]
    assert isinstance(quantity, Quantity)
    if quantity.qualifier is not None or quantity.group is None:
        return quantity.qualifier
    for ref in reversed(reading.refs[max(0, position - 12) : position]):
        if isinstance(ref, Quantity):
            if ref.group != quantity.group:
                return None
            if ref.qualifier is not None:
                return ref.qualifier
    return None
