"""When an annotated and a predicted name, unit, claim or slot count as the same."""

import re
from collections.abc import Collection

from kg.evaluate.records import Claim

Form = tuple[str, str]
"""A name as written, and its type."""

COARSE = {"Framework": "Software", "Library": "Software", "Model": "Method", "Method": "Method"}
"""Types that count as one where fine types do not matter; the others stand for themselves."""

_VENDORS = re.compile(
    r"^(nvidia|intel|amd|xilinx|arm|apple|google|huawei|qualcomm|microsoft|facebook|meta|amazon|ibm|openai)\s+"
)
_DEVICE = re.compile(r"\s+(gpus?|cpus?|fpgas?)$")
_NOT_NAME = re.compile(r"[^a-z0-9+]")
_NOT_WORD = re.compile(r"[^a-z0-9+]+")
_SCHEME = re.compile(r"^https?://(www\.)?")
_UNITS = {
    "×": "x", "times": "x", "fold": "x", "percent": "%", "percentage points": "%", "pp": "%", "points": "",
    "point": "", "hours": "h", "hour": "h", "hrs": "h", "seconds": "s", "second": "s", "sec": "s", "minutes": "min",
    "minute": "min", "days": "d", "day": "d", "fps": "fps", "frames per second": "fps", "$": "usd", "dollars": "usd",
    "pflops": "pflop/s", "petaflops": "pflop/s", "petaflop/s": "pflop/s", "tflops": "tflop/s",
    "teraflops": "tflop/s", "teraflop/s": "tflop/s", "flop/s": "flop/s",
}  # fmt: skip
_FILLERS = {"the", "of", "a", "and"}
_LONGER = 0.01
"""What a character of difference in length costs a pair of forms, in shared words."""


def name(text: str | None) -> str:
    """A canonical name without vendor, device word, punctuation and plural s.

    >>> name("NVIDIA A100 GPU"), name("large language models"), name(None)
    ('a100', 'largelanguagemodel', '')
    """
    bare = _VENDORS.sub("", (text or "").casefold().strip())
    bare = _NOT_NAME.sub("", _DEVICE.sub("", bare))
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare


def unit(text: str | None) -> str:
    """A unit by one of its names.

    >>> unit("Hours"), unit("×"), unit("GB"), unit(None)
    ('h', 'x', 'gb', '')
    """
    bare = (text or "").strip().casefold()
    return _UNITS.get(bare, bare)


def url(text: str) -> str:
    """An address without scheme, ``www.`` and what a sentence leaves at its end."""
    return _SCHEME.sub("", text.strip().casefold()).rstrip("/.,;)")


def words(text: str) -> set[str]:
    """The words of a form."""
    return {word for word in _NOT_WORD.split(text.casefold()) if word}


def shared(gold: Collection[Form], predicted: Collection[Form]) -> int:
    """How many predicted forms share a word with an annotated one of their type, each of which may be shared once.

    Greedy: the longest form chooses first, and takes what shares most words with it and is most nearly as long. Forms
    of equal length choose in the order of the alphabet.
    """
    left = sorted(gold)
    found = 0
    for text, kind in sorted(predicted, key=lambda form: (-len(form[0]), form)):
        own = words(text)
        near = [form for form in left if form[1] == kind and own & words(form[0])]
        if near:
            best = max(near, key=lambda form: len(words(form[0]) & own) - _LONGER * abs(len(form[0]) - len(text)))
            left.remove(best)
            found += 1
    return found


def number(claim: Claim) -> tuple[float | None, str]:
    """A claim's number, to four decimals, and unit."""
    return None if claim.value is None else round(claim.value, 4), unit(claim.unit)


def agree(slot: str, gold: str, predicted: str | None) -> bool:
    """Whether a slot of a claim is filled as annotated.

    A metric and a task need a word in common, a baseline may be a part of the other, as "previous work" of "all
    previous work"; phase and qualifier are closed lists; the rest are names.
    """
    if not predicted:
        return False
    if slot in ("metric", "task"):
        return bool(words(gold) & words(predicted) - _FILLERS)
    if slot in ("phase", "qualifier"):
        return gold.casefold() == predicted.casefold()
    one, other = name(gold), name(predicted)
    return one == other or (slot == "baseline" and bool(one) and bool(other) and (one in other or other in one))
