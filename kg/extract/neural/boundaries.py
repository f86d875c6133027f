"""Where a name begins and ends, mended: the model cuts between words, and names go on over hyphens and slashes."""

from typing import NamedTuple

from kg.extract.document import Document
from kg.extract.neural.model import Floats
from kg.extract.neural.naming import Listed


class Found(NamedTuple):
    """A name that the model marked: text and offsets, how probable each type is, and the name as a whole."""

    text: str
    start: int
    end: int
    types: Floats
    chance: float


def mend(document: Document, found: list[Found], listed: Listed) -> list[Found]:
    """The same names with better ends."""
    return found
