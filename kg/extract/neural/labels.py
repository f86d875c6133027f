"""What the model tells apart. The order is that of the weights' rows: it may grow only with new weights."""

from kg.model import ClaimKind, EntityType, Phase, RelationType

TYPES = tuple(EntityType)
TAGS = ("O", *(f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"))
"""A word's tag: outside a name, the first word of one, or a later word; odd numbers are first words."""
RELATIONS = tuple(RelationType)
KINDS: tuple[ClaimKind | None, ...] = (None, *ClaimKind)
"""What a number reports; None for a number that is no result of the work."""
PHASES: tuple[Phase | None, ...] = (None, "training", "inference")
SLOTS = ("subject", "baseline", "model", "dataset", "hardware", "task")
"""The slots of a claim that hold a name; each is a field of `kg.model.Claim`."""

PLACES = 4
"""Where a name stands: title, first sentence, between, last sentence."""

_UNITS = (
    "", "%", "x", "points", "ms", "s", "min", "h", "d", "fps", "gb", "mb", "kb", "usd", "b params", "m params", "db",
    "w",
)  # fmt: skip
UNITS = len(_UNITS) + 1
"""How many classes of units there are; the last is every unit that has no class of its own."""
_UNIT_IDS = {unit: number for number, unit in enumerate(_UNITS)}


def unit_id(unit: str) -> int:
    """The class of a unit as `kg.units` writes it.

    >>> unit_id("x"), unit_id("GB"), unit_id("percent"), unit_id("furlongs")
    (2, 10, 1, 18)
    """
    unit = unit.lower()
    return _UNIT_IDS.get("%" if unit == "percent" else unit, UNITS - 1)
