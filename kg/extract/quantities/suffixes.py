"""The unit that follows a number: a sign, a unit's spelling, a multiplier and what it counts, or a head noun."""

import re
from typing import NamedTuple

from kg.units import MULTIPLIERS, known_unit


class Suffix(NamedTuple):
    """What was read after a number: unit, where it ends, a factor on the value, and the form that told it."""

    unit: str
    end: int
    factor: float
    form: str


_TAIL = re.compile(
    r"(?P<plus>\+?)(?P<gap>\s{0,14}-?\s{0,2})(?:"
    r"(?P<percent>%(?:-?p\b|\s?-?points?\b)?|\\%|(?:percent|per cent|pct)(?:age)?(?:[ -](?:absolute[ ])?points?)?\b)"
    r"|(?P<x>[x×X](?![A-Za-z0-9]|\s{0,6}\d)(?:\s{0,3}times\b)?|times(?![ ]\d)|-?fold\b)"
    r"|(?P<phrase>[A-Za-zµμ°][A-Za-z0-9²µμ]*+(?:/[A-Za-z]++)*+(?:[ \n-]{1,2}[A-Za-z][A-Za-z0-9]*+(?:/[A-Za-z]++)*+){0,5}+))"
)
_SPLIT = re.compile(r"[ \n-]+")
_STOP = frozenset(
    """a an the of for in on to from with and or by at as than that which while when per across over under via using is
    are was were be been has have had do does did can could will would may might we our its their this these those it
    they both respectively only not no but after before during between among within without into onto through against
    achieve achieves achieved reach reaches outperform outperforms show shows compared vs versus if so such where who
    whose out up down off about more less most least fewer better worse higher lower larger smaller faster slower
    greater longer shorter further relative each every all some any other another same""".split()
)
_MEASURED = frozenset(("h", "s", "d", "min", "ms", "us", "ns", "weeks", "months", "years"))
_LETTERS = frozenset("shWJxmgdBKkMGTVAN")
_SECONDS = frozenset(("second", "seconds", "sec", "s", "minute", "min", "hour", "h", "day"))
_DEVICES = frozenset(("GPU", "GPUs", "CPU", "TPU", "accelerator", "A100", "H100", "V100", "core", "CPU-core", "node"))
_FACTORS = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}


def read_suffix(text: str, at: int, spelled: bool) -> Suffix | None:
    """The unit written after the number that ends at `at`; None where there is none."""
    match = _TAIL.match(text, at)
    if match is None:
        return None
    if match.group("percent"):
        points = len(match.group("percent")) > 2 and "point" in match.group("percent")
        return Suffix("%", match.end(), 1.0, "points" if points else "percent")
    if match.group("x"):
        return Suffix("x", match.end(), 1.0, "times")
    return _phrase(match, spelled)


def _phrase(match: re.Match[str], spelled: bool) -> Suffix | None:
    words = _SPLIT.split(match.group("phrase"))
    start = match.start("phrase")
    gap = match.group("gap")
    hyphen = "-" in gap
    attached = not gap
    first = words[0]
    if len(first) == 1 and not attached and not hyphen and first not in "shWJxmgKMB":
        return None
    if len(first) == 1 and first not in _LETTERS:
        return None
    letter = MULTIPLIERS.get(first) or MULTIPLIERS.get(first.lower() if len(first) > 2 else "")
    if letter and (len(first) > 2 or attached or first in "KMB"):
        return _multiplied(match, words, letter)
    found = _known(match, words, 0)
    if found is not None:
        unit, end = found
        if len(first) == 1 and not attached and len(words) > 1 and words[1] in _DEVICES:
            return None
        if hyphen and unit in ("bits", "params", "B", "m", "degrees", "AP", "g"):
            return None
        return Suffix(unit, end, 1.0, "unit")
    if hyphen or (attached and first.lower() not in ("times", "tokens")):
        return None
    return _counted(match, words, 0, start, "", spelled)


def _known(match: re.Match[str], words: list[str], skip: int) -> tuple[str, int] | None:
    """The unit that the words from `skip` on spell, longest spelling first, with "per second" and its like."""
    for length in (3, 2, 1):
        if skip + length > len(words):
            continue
        unit = known_unit(" ".join(words[skip : skip + length]))
        if unit is not None:
            break
    else:
        return None
    return unit, _word_end(match, words, skip + length)


def _word_end(match: re.Match[str], words: list[str], count: int) -> int:
    """Where the first `count` words of the phrase end."""
    position = match.start("phrase")
    text = match.string
    for word in words[:count]:
        position = text.index(word, position) + len(word)
    return position


def _multiplied(match: re.Match[str], words: list[str], letter: str) -> Suffix | None:
    """A multiplier and what it multiplies: "13 billion parameters", "10K tokens", "4.5G FLOPs", "7B"."""
    first_end = _word_end(match, words, 1)
    rest = words[1:]
    if (
        rest
        and rest[0].lower() in ("flops", "flop", "macs", "mac", "flop/s", "ops")
        and words[0] in ("G", "M", "T", "K", "B")
    ):
        unit = known_unit(words[0] + rest[0]) or f"{words[0]}{rest[0]}"
        return Suffix(unit, _word_end(match, words, 2), 1.0, "unit")
    found = _known(match, words, 1) if rest else None
    if found is not None:
        unit, end = found
        if unit == "x":
            return Suffix("x", end, _FACTORS[letter], "times")
        if unit not in ("s", "h", "d", "m", "g", "B", "W", "J", "%") or len(words[1]) > 1:
            return Suffix(f"{letter} {unit}", end, 1.0, "unit")
    counted = _counted(match, words, 1, first_end, letter, False)
    if counted is not None:
        return counted
    unit = "B params" if letter in "BT" and words[0] != "G" else ""
    if words[0] == "G":
        unit = "GFLOPs"
    if letter == "T":
        unit = "T params"
    if letter == "M":
        unit = "M params"
    if letter == "K":
        unit = "K tokens"
    return Suffix(unit, first_end, 1.0, "multiplier")


def _counted(
    match: re.Match[str], words: list[str], skip: int, start: int, letter: str, spelled: bool
) -> Suffix | None:
    """The head noun of a count: the last plural before the phrase is left."""
    head = None
    for index in range(skip, min(len(words), skip + 4)):
        word = words[index]
        if word.lower() in _STOP:
            break
        if len(word) > 2 and word[-1] == "s" and word[-2:] not in ("ss", "us", "is"):
            head = index
            break
    if head is None:
        return None
    unit = words[head]
    end = _word_end(match, words, head + 1)
    known = known_unit(unit)
    if known in _MEASURED and head > skip and words[head - 1] in _DEVICES:
        unit = f"{words[head - 1]} {unit}"
    elif known is not None:
        unit = known
    if head + 2 < len(words) and words[head + 1].lower() in ("per", "a") and words[head + 2].lower() in _SECONDS:
        unit = f"{unit}/{known_unit(words[head + 2])}"
        end = _word_end(match, words, head + 3)
    if letter:
        unit = f"{letter} {unit}"
    return Suffix(unit, end, 1.0, "count")
