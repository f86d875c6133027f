"""Numbers in a list: one unit for all ("12.1, 6.5 and 2.9 points"), one group, and nouns that are left out."""

import re
from itertools import pairwise

from kg.extract.quantities.reading import ABOUT, Reading

LIST = re.compile(rf"-?\s{{0,12}}(?:\([^()\d]{{0,40}}\)\s?)?(?:[,;/&|]\s{{0,4}})?(?:and|or|to|vs\.?)?\s{{0,3}}{ABOUT}")
"""All that may stand between two numbers of one list: "5.9x (forward), 8.9x (backward)"."""
_SHARED = re.compile(rf"[^.;\d]{{0,48}}\band\s{{0,3}}{ABOUT}")
"""Between two numbers of which the first has the unit: "by a factor of 2.8 in inference and 1.8 in training"."""
_ELLIPSIS = re.compile(r"\s{1,3}(?:of (?:them|which|these)\b|ha(?:ve|s) been\b|were\b|are\b|already\b)")
"""After a number whose noun was said before: "finds 100 bugs, 81 already fixed"."""
_ELLIPSIS_REACH = 250
_LIST_REACH = 60
_OWN = frozenset(("count", "currency", "multiple", "half"))
"""Forms whose unit belongs to that one number."""


def spread(text: str, readings: list[Reading]) -> None:
    """Give every number of a list its unit and its group."""
    for here, following in reversed(list(pairwise(readings))):
        takes = here.unit is None and here.number.form == "digits" and following.unit is not None
        if takes and following.form not in _OWN and _are_listed(text, here, following):
            here.unit, here.form = following.unit, "list"
    counted: Reading | None = None
    groups = 0
    for here, following in pairwise(readings):
        if here.form == "count":
            counted = here
        if following.unit is None and following.number.form == "digits":
            _take_over(text, here, following, counted)
        if here.unit == following.unit and _are_listed(text, here, following):
            if here.group is None:
                groups += 1
                here.group = groups
            following.group = here.group


def _are_listed(text: str, here: Reading, following: Reading) -> bool:
    near = following.start - here.end <= _LIST_REACH
    return near and LIST.fullmatch(text, here.end, following.start) is not None


def _take_over(text: str, here: Reading, following: Reading, counted: Reading | None) -> None:
    """Give a number without a unit that of the number before it, or of the last count, where the words leave it out."""
    left_out = counted is not None and following.start - counted.end <= _ELLIPSIS_REACH
    if counted is not None and left_out and _ELLIPSIS.match(text, following.end):
        following.unit, following.form = counted.unit, "ellipsis"
    elif here.unit == "%" and following.start - here.end <= _LIST_REACH:
        gain = following.before.endswith("(+")
        if gain or (here.form == "points" and following.before.rstrip(" +-−").endswith("(")):
            following.unit, following.form = "%", "list"
    elif here.form in ("metric", "times") and _are_joined(text, here, following):
        following.unit, following.form = here.unit, here.form


def _are_joined(text: str, here: Reading, following: Reading) -> bool:
    near = following.start - here.end <= _LIST_REACH
    return near and (_are_listed(text, here, following) or bool(_SHARED.fullmatch(text, here.end, following.start)))
