"""Every number of a text that could report a result, with its unit as the annotation guidelines name it.

`markup` blanks LaTeX, `numbers` finds digits and number words, `reading` takes in what stands round each (`suffixes`,
`naming`, `prefixes`), `pairs` joins ranges and "from A to B", `lists` gives the numbers of a list their unit, and
`qualifiers` tells "up to" from "about". All of it is linear in the length of the text.
"""

from kg.extract.document import Document
from kg.extract.quantities.lists import spread
from kg.extract.quantities.markup import blank
from kg.extract.quantities.numbers import find_numbers
from kg.extract.quantities.pairs import fold
from kg.extract.quantities.qualifiers import qualify
from kg.extract.quantities.reading import read, reports
from kg.model import Quantity


def find_quantities(document: Document) -> None:
    """Add to `document` every quantity of its text, in order."""
    text = _without_artifacts(blank(document.text), document)
    readings = [reading for number in find_numbers(text) if (reading := read(text, number))]
    readings = fold(text, readings)
    spread(text, readings)
    readings = [reading for reading in readings if reports(text, reading)]
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


def _without_artifacts(text: str, document: Document) -> str:
    """The text with blanks in the place of addresses, whose digits report nothing."""
    pieces = []
    last = 0
    for artifact in document.artifacts:
        pieces += [text[last : artifact.start], " " * (artifact.end - artifact.start)]
        last = artifact.end
    return "".join([*pieces, text[last:]])
