"""Where a claim's number stands, as the slots and the metric look at it."""

from kg.extract.claims.cues import unit_class
from kg.extract.claims.reading import REACH, Reading
from kg.model import Quantity


class Place:
    """A number that reports a result, in its sentence."""

    def __init__(self, reading: Reading, position: int, sentence: int) -> None:
        quantity = reading.refs[position]
        assert isinstance(quantity, Quantity)
        self.reading = reading
        self.position = position
        self.sentence = sentence
        self.quantity = quantity
        self.unit = unit_class(quantity.unit)
        self.respectively = "respectively" in reading.vocabulary
        self.rank, self.listed = self._list()

    def _list(self) -> tuple[int, int]:
        """How many numbers of the same coordination stand before this one, and how many there are."""
        group = self.quantity.group
        if group is None:
            return 0, 1
        first = max(0, self.position - REACH)
        near = self.reading.refs[first : self.position + REACH]
        numbers = [first + at for at, ref in enumerate(near) if isinstance(ref, Quantity) and ref.group == group]
        return numbers.index(self.position), len(numbers)
