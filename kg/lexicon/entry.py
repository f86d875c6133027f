"""The records that the lexicon's tables hold."""

from collections.abc import Callable

import msgspec

from kg.model import EntityType


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A thing with a settled name, type and place in the hierarchy.

    `aliases` are further written forms, as in the table; those in `quiet` (the name may be one) are known but
    not looked for in texts, where they are mostly common words. `versions` says that names of this family go on
    with a version or a size that is part of the name ("Qwen" in "Qwen3.5-9B"). `hardware_class` is GPU, CPU,
    FPGA and so on, `memory_gb` in gigabytes as the vendor counts them, `year` that of the release. What is not
    known for sure is empty or None.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    versions: bool = False
    purl: str | None = None
    repository: str | None = None
    vendor: str | None = None
    hardware_class: str | None = None
    architecture: str | None = None
    memory_gb: float | None = None
    year: int | None = None
    origin: str = ""  # FILE:LINE, for messages


class Sense(msgspec.Struct, frozen=True):
    """One reading of an ambiguous form: it holds where a word of `near` is in the text and none of `without` is.

    Both hold beginnings of words in lower case; an empty tuple asks for nothing.
    """

    entry: Entry
    near: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def holds(self, contains: Callable[[str], bool]) -> bool:
        """Whether the text, asked through `contains` for each beginning of a word, allows this reading."""
        if self.near and not any(contains(word) for word in self.near):
            return False
        return not any(contains(word) for word in self.without)
