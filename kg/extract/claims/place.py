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
        self.rank = self._rank()

    def _rank(self) -> int:
        """How many numbers of the same coordination stand before this one."""
        group = self.quantity.group
        if group is None:
            return 0
        before = self.reading.refs[max(0, self.position - REACH) : self.position]
        return sum(isinstance(ref, Quantity) and ref.group == group for ref in before)
