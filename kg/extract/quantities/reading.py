"""A number on its way to a quantity: what is known of it so far."""

from kg.model import Qualifier


class Reading:
    """A number with what was read round it. `unit` is None while nothing told it; `low`/`high` hold a range."""

    __slots__ = (
        "after", "base", "before", "end", "form", "group", "number_end", "qualifier", "spelled", "start", "unit", "value", "value_max",
    )  # fmt: skip

    def __init__(self, start: int, end: int, value: float, unit: str | None, spelled: bool) -> None:
        self.start = start
        self.end = end
        self.number_end = end
        self.value = value
        self.value_max: float | None = None
        self.unit = unit
        self.spelled = spelled
        self.qualifier: Qualifier | None = None
        self.base: float | None = None
        self.group: int | None = None
        self.form = "word" if spelled else "bare"
        self.before = ""
        self.after = ""
