"""Every number of a text that could report a result, with its unit as the annotation guidelines name it.

`markup` blanks LaTeX, `numbers` finds digits and number words, `reading` takes in what stands round each (`prefixes`,
`suffixes`), and `groups` joins ranges, lists and "from A to B". All of it is linear in the length of the text.
"""

from kg.extract.document import Document
from kg.extract.quantities.groups import join
from kg.extract.quantities.markup import blank
from kg.extract.quantities.numbers import find_numbers
from kg.extract.quantities.qualifiers import qualify
from kg.extract.quantities.reading import read, reports
from kg.model import Quantity


def find_quantities(document: Document) -> None:
    """Add to `document` every quantity of its text, in order."""
    text = blank(document.text)
    for artifact in document.artifacts:
        text = text[: artifact.start] + " " * (artifact.end - artifact.start) + text[artifact.end :]
    readings = [reading for number in find_numbers(text) if (reading := read(text, number))]
    readings = [reading for reading in join(text, readings) if reports(text, reading)]
    qualify(text, readings)
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
    ]
