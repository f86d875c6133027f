"""The unit that follows a number: a sign, a unit's spelling, a multiplier and what it counts, or a head noun."""

import re
from typing import NamedTuple

from kg.units import MULTIPLIERS, known_unit, normal_unit


class Suffix(NamedTuple):
    """What was read after a number: its unit, where that ends, a factor on the value, and the form that told it.

    `form` is ``percent``, ``times``, ``unit``, ``points`` (percentage points too), ``count`` (a head noun),
    ``letter`` (a multiplier and nothing that it multiplies), ``orders`` (of magnitude), ``rank`` or
    ``confidence`` (the level of an interval, no result).
    """

    unit: str
    end: int
    factor: float
    form: str


_TAIL = re.compile(
    r"""
    \+?
    (?P<gap> \s{0,14}-?\s{0,2} | ,(?=(?:[mu]?s|min|h|[KMG]B|FPS|fps|dB|[kMG]Hz|m?W|TOPS)\b) )
    (?: (?P<percent> %(?:-?p\b|\s?-?points?\b)?
                   | (?:percent|per\ cent|pct)(?:age)?(?:[ -](?:absolute\ )?points?)?\b
                   | p\.p\. )
      | (?P<times> (?:×|[xX](?![A-Za-z0-9]))(?!\s{0,6}\d)(?:\s{0,3}times\b)?
                 | times(?!\ \d)
                 | fold\b(?!\s(?:[\w-]+\s)?(?:[Cc]ross|CV))
                 | :1(?!\d|:|\.\d) )
      | (?P<orders> orders?[ -]of[ -](?:a\ )?magnitude\b )
      | (?P<rank> (?:st|nd|rd|th)\b )
      | (?P<phrase> [A-Za-zµμ°][\w²]{0,40}+(?:/[A-Za-z]{1,40}+[2²]?){0,3}+
                    (?:[ \n-]{1,2}[A-Za-z][A-Za-z0-9]{0,40}+(?:[-/][A-Za-z0-9]{1,40}+){0,4}+){0,5}+ )
    )""",
    re.X,
)
"""What may follow a number. Runs are bounded, so that a megabyte without a space costs no more than a word."""
_FIRST = re.compile(r"^([A-Za-z0-9µμ°²/]+)-")
_CONFIDENCE = re.compile(r"\s{0,3}(?:CIs?\b|confidence (?:interval|level|bound))")
_RANK = re.compile(r"\s+(?:place\b|rank\b|position\b|overall\b|out of\b|of \d|among\b|in\b|on\b)")
_PRECISION = re.compile(r"(m?AP)(?:_?\d+|_?box|_?mask|_?[sml]|)$")
_LETTERS = frozenset("shWJxmgBKkMGTVAN")
"""Letters that may stand for a unit or a multiplier; spaced ones only if they are in `_SPACED`."""
_SPACED = frozenset("shWJxmgKMB")
_SCALES = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_SMALL = frozenset(("s", "h", "d", "m", "g", "B", "W", "J", "%"))
_TIMES = frozenset(("h", "s", "d", "min", "ms", "us", "ns", "weeks", "months", "years"))
_DEVICES = frozenset(("GPU", "CPU", "TPU", "accelerator", "A100", "H100", "V100", "core", "node"))
_MODELS = frozenset(
    "model models llm llms vlm vlms mllm mllms backbone backbones variant variants scale scales size".split()
)
_PERIODS = frozenset(("second", "sec", "s", "minute", "min", "hour", "h", "day"))
_SET_UP = frozenset(("bits", "params", "B", "m", "degrees", "AP", "g", "years", "nm"))
"""Units that describe what is used where a hyphen joins them to the number ("4-bit", "7-day")."""
_SCALES_OF_ANSWERS = frozenset(("Likert", "scale", "scales", "rating"))
_OPERATIONS = frozenset(("flops", "flop", "macs", "mac", "flop/s", "ops"))
_STOP = frozenset(
    """a an the of for in on to from with and or by at as than that which while when per across over under via using is
    are was were be been has have had do does did can could will would may might we our its their this these those it
    they both respectively only not no but after before during between among within without into onto through against
    achieve achieves achieved reach reaches outperforms outperform shows show compared vs versus if so such where who
    whose out up down off about more less most least fewer better worse higher lower larger smaller faster slower
    greater longer shorter further relative each every all some any other another same zero one two three four five six
    seven eight nine ten improvements gains reductions increases decreases scores speedups speed-ups accelerations
    drops losses lengths reduces improves increases decreases requires yields uses provides enables gives""".split()
)
"""Words that end the phrase after a count before its head noun is reached, or are no head noun of a result."""
_NOUN_ENDINGS = ("ss", "us", "is")
_ABBREVIATIONS = frozenset(("FPS", "ppl", "mAP", "MOS"))
"""Units that may stand behind adjectives: "24 end-to-end FPS", "6.3 validation perplexity"."""


def read_suffix(text: str, at: int) -> Suffix | None:
    """The unit written after the number that ends at `at`; None where there is none."""
    match = _TAIL.match(text, at)
    if match is None:
        return None
    end = match.end()
    percent = match.group("percent")
    if percent and _CONFIDENCE.match(text, end):
        return Suffix("%", end, 1.0, "confidence")
    if percent:
        return Suffix("%", end, 1.0, "points" if "p" in percent.replace("percent", "") else "percent")
    if match.group("times"):
        return Suffix("x", end, 1.0, "times")
    if match.group("orders"):
        return Suffix("x", end, 1.0, "orders")
    gap = match.group("gap")
    if match.group("rank"):
        return Suffix("rank", end, 1.0, "rank") if not gap and _RANK.match(text, end) else None
    return _Phrase(match).read()


class _Phrase:
    """The words after a number, up to six, and where each ends."""

    def __init__(self, match: re.Match[str]) -> None:
        # A hyphen joins the first word to the number ("2B-parameter"), others make one word ("24 end-to-end FPS").
        self.words = _FIRST.sub(r"\1 ", match.group("phrase")).split()
        self.gap = match.group("gap")
        self.hyphen = "-" in self.gap
        self._text = match.string
        self._start = match.start("phrase")

    def end(self, count: int) -> int:
        """Where the first `count` words end."""
        position = self._start
        for word in self.words[:count]:
            position = self._text.index(word, position) + len(word)
        return position

    def read(self) -> Suffix | None:
        first = self.words[0]
        if first in ("fold", "folds"):  # of a cross-validation, else `_TAIL` had read it
            return None
        if len(first) == 1 and first not in (_LETTERS if not self.gap or self.hyphen else _SPACED):
            return None
        letter = MULTIPLIERS.get(first) or (MULTIPLIERS.get(first.lower()) if len(first) > 1 else None)
        if letter:
            return self._multiplied(letter)
        known = self._known(0)
        if known is not None:
            unit, count = known
            if self.hyphen and (unit in _SET_UP or not _SCALES_OF_ANSWERS.isdisjoint(self.words)):
                return None
            return Suffix(unit, self.end(count), 1.0, "points" if unit in ("points", "%") else "unit")
        if self.hyphen or not self.gap:
            return None
        return self._counted(0, "")

    def _known(self, skip: int) -> tuple[str, int] | None:
        """The unit that the words from `skip` on spell, longest spelling first, and up to which word."""
        words = self.words
        for length in (3, 2, 1):
            spelling = " ".join(words[skip : skip + length])
            unit = known_unit(spelling) if len(words) >= skip + length else None
            if unit is not None:
                return unit, skip + length
        first = words[skip] if len(words) > skip else ""
        if "/" in first and not first.replace("/", "").isupper():
            unit = normal_unit(first)
            head, _, rest = unit.rpartition("/")
            per_unit = head in _TIMES or (head.endswith("/s") and known_unit(head) and rest in _DEVICES)
            return (head if per_unit else unit, skip + 1) if rest else None
        if precision := _PRECISION.match(first):
            return precision.group(1), skip + 1
        if len(words) > skip + 1 and words[skip + 1] in ("points", "point") and first not in _STOP:
            return "points", skip + 2
        return None

    def _multiplied(self, letter: str) -> Suffix | None:
        """A multiplier and what it multiplies: "13 billion parameters", "10K tokens", "4.5G FLOPs", "7B"."""
        first, rest = self.words[0], self.words[1:]
        if rest and rest[0].lower() in _OPERATIONS:
            written = f"{'G' if letter == 'B' else letter}{rest[0]}"
            return Suffix(known_unit(written) or written, self.end(2), 1.0, "unit")
        known = self._known(1) if rest else None
        if known is not None:
            unit, count = known
            if unit == "x":
                return Suffix("x", self.end(count), _SCALES[letter], "times")
            if unit not in _SMALL:
                return Suffix(f"{letter} {unit}", self.end(count), 1.0, "unit")
        if letter == "B" and not self.gap and len(rest) > 0 and rest[0].lower() in _MODELS:
            return Suffix("B", self.end(1), 1.0, "letter")
        counted = self._counted(1, letter)
        if counted is not None:
            return counted
        return Suffix("G" if first == "G" else letter, self.end(1), 1.0, "letter")

    def _counted(self, skip: int, letter: str) -> Suffix | None:
        """The head noun of a count: the first plural in the phrase ("6 new bugs", "20K GPU hours")."""
        for index in range(skip, min(len(self.words), skip + 5)):
            word = self.words[index]
            if word.lower() in _STOP:
                break
            if index > skip and known_unit(word) in _ABBREVIATIONS:
                return Suffix(known_unit(word) or "", self.end(index + 1), 1.0, "unit")
            if len(word) > 2 and word[-1] == "s" and word[-2:] not in _NOUN_ENDINGS:
                return self._headed(index, skip, letter)
        if letter and len(self.words) > skip and self.words[skip] in ("token", "pixel", "parameter"):
            return Suffix(f"{letter} {self.words[skip]}s", self.end(skip + 1), 1.0, "unit")
        return None

    def _headed(self, head: int, skip: int, letter: str) -> Suffix:
        words = self.words
        known = known_unit(words[head])
        unit, count = known or words[head], head + 1
        if known in _TIMES and head > skip and words[head - 1] in _DEVICES:
            unit = f"{words[head - 1]} {words[head]}"
        elif head + 2 < len(words) and words[head + 1] in ("per", "a") and words[head + 2] in _PERIODS:
            unit, count = f"{unit}/{known_unit(words[head + 2])}", head + 3
        return Suffix(f"{letter} {unit}" if letter else unit, self.end(count), 1.0, "count")
