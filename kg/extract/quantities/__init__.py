"""Every number of a text that could report a result, with its unit as the annotation guidelines name it.

`markup` blanks LaTeX, `numbers` finds digits and number words, `suffixes` and `prefixes` read what stands round each, and
`groups` joins ranges, coordinations and "from A to B". All of it is linear in the length of the text.
"""

from kg.extract.document import Document
from kg.extract.quantities import groups
from kg.extract.quantities.markup import blank
from kg.extract.quantities.numbers import Number, find_numbers
from kg.extract.quantities.prefixes import FACTOR, WINDOW, read_qualifier
from kg.extract.quantities.reading import Reading
from kg.extract.quantities.suffixes import read_suffix
from kg.model import Quantity


def find_quantities(document: Document) -> None:
    """Add to `document` every quantity of its text, in order."""
    text = blank(document.text)
    readings = []
    taken = [(artifact.start, artifact.end) for artifact in document.artifacts]
    for number in find_numbers(text):
        if any(start <= number.start < end for start, end in taken):
            continue
        reading = _read(text, number)
        if reading is not None:
            readings.append(reading)
    readings = groups.join(text, readings)
    document.quantities = [
        Quantity(
            start=reading.start,
            end=reading.end,
            value=reading.value,
            value_max=reading.value_max,
            unit=reading.unit or "",
            qualifier=reading.qualifier,
            base=reading.base,
            group=reading.group,
            form=reading.form,
        )
        for reading in readings
        if _reports(text, reading)
    ]


def _read(text: str, number: Number) -> Reading | None:
    """The number with its unit and qualifier; None where it is part of a name."""
    start, end = number.start, number.end
    before = text[max(0, start - WINDOW) : start]
    reading = Reading(start, end, number.value, number.unit, number.spelled)
    reading.before = before
    if number.unit is not None:
        reading.qualifier = read_qualifier(before)
        return reading
    last = before[-1:]
    if last.isalpha() or last in "_@" and last or (last == "-" and before[-2:-1].isalpha()):
        glued = before.rstrip("-")
        if glued.endswith(("sim", "sub", "near")) or (glued.endswith("USD")):
            pass
        elif last in "x×" and not before[-2:-1].isalnum():
            reading.start -= 1
            reading.unit = "x"
        else:
            return None
    suffix = read_suffix(text, end, number.spelled)
    if reading.unit is None and suffix is not None:
        reading.unit, reading.end, reading.form = suffix.unit, suffix.end, suffix.form
        reading.value *= suffix.factor
    stripped = before.rstrip()
    if stripped.endswith(("$", "USD", "€")):
        letter = (
            reading.unit.split()[0]
            if reading.unit and reading.unit.split()[0] in ("K", "M", "B") and reading.form == "multiplier"
            else ""
        )
        currency = "EUR" if stripped.endswith("€") else "USD"
        reading.unit, reading.form = f"{letter} {currency}".strip(), "currency"
        reading.end = suffix.end if letter and suffix else number.end
        reading.start -= len(before) - len(stripped) + (3 if stripped.endswith("USD") else 1)
    elif stripped.endswith("×") and reading.unit is None:
        reading.unit = "x"
    elif reading.unit is None and FACTOR.search(before):
        reading.unit, reading.form = "x", "factor"
    if last in "-−" and last and not before[-2:-1].isalnum() and before[-2:-1] not in "-)]%":
        reading.value = -reading.value
        reading.start -= 1
    reading.qualifier = read_qualifier(before)
    return reading


def _reports(text: str, reading: Reading) -> bool:
    """Whether the number may report a result: it has a unit, or looks like a score."""
    if reading.unit is not None:
        return not (reading.spelled and reading.form == "count" and reading.value != 0)
    if reading.spelled:
        return False
    return "." in text[reading.start : reading.number_end]
