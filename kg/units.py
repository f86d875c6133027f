"""Units and ratios: what a claim is counted in, its QUDT term and UCUM code, and what a change comes to as a factor.

Units are named as the annotation guidelines write them: ``x`` for times and fold, ``%`` for percent and percentage
points, ``h``, ``ms``, ``FPS``, ``PFLOP/s``, ``M params``; the empty unit is that of a bare score.
"""

import math
import re
from enum import StrEnum
from typing import NamedTuple

from kg.model import ClaimKind, Direction


class Unit(NamedTuple):
    """One unit: our name, how texts spell it, its QUDT local name and the factor to get there, its UCUM code."""

    name: str
    spellings: str = ""
    qudt: str | None = None
    factor: float = 1.0
    ucum: str | None = None


_PREFIXES = {"p": "pico", "n": "nano", "u": "micro", "m": "milli", "c": "centi"}
_PREFIXES |= {"k": "kilo", "K": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta"}


def _family(symbol: str, word: str, qudt: str, ucum: str, letters: str) -> list[Unit]:
    """A unit and its multiples: "ms", "milliseconds", QUDT's MilliSEC."""
    plural = word if word.endswith("z") else f"{word}s"
    units = [Unit(symbol, f"{word},{plural}", qudt, ucum=ucum)]
    for letter in letters:
        prefix, code = _PREFIXES[letter], letter.replace("K", "k")
        others = {"u": ("µ", "μ", "mu"), "k": ("K",), "K": ("k",)}.get(letter, ())
        spellings = ",".join((f"{prefix}{word}", f"{prefix}{plural}", *(f"{other}{symbol}" for other in others)))
        units.append(Unit(f"{letter}{symbol}", spellings, f"{prefix.title()}{qudt}", ucum=f"{code}{ucum}"))
    return units


UNITS = (
    Unit("", "", "UNITLESS", ucum="1"),
    Unit("x", "×,X,times,fold,folds,time", "UNITLESS", ucum="1"),
    Unit(
        "%",
        "percent,per cent,pct,percentage points,percentage point,percent points,pp,pps,ppt,ppts,%p,p.p.",
        "PERCENT",
        ucum="%",
    ),
    *_family("s", "second", "SEC", "s", "num"),
    *_family("B", "byte", "BYTE", "By", "KMGTP"),
    *_family("Hz", "hertz", "HZ", "Hz", "kMG"),
    *_family("W", "watt", "W", "W", "umkM"),
    *_family("J", "joule", "J", "J", "pnumkM"),
    *_family("m", "meter", "M", "m", "numck"),
    *_family("g", "gram", "GM", "g", "mk"),
    Unit("s", "secs,sec", "SEC", ucum="s"),
    Unit("ms", "msec,msecs", "MilliSEC", ucum="ms"),
    Unit("min", "minutes,minute,mins", "MIN", ucum="min"),
    Unit("h", "hours,hour,hrs,hr", "HR", ucum="h"),
    Unit("d", "days,day", "DAY", ucum="d"),
    Unit("weeks", "week", "WK", ucum="wk"),
    Unit("months", "month", "MO", ucum="mo"),
    Unit("years", "year", "YR", ucum="a"),
    Unit("bits", "bit", "BIT", ucum="bit"),
    Unit("MiB", "mebibytes", "MebiBYTE", ucum="MiBy"),
    Unit("GiB", "gibibytes", "GibiBYTE", ucum="GiBy"),
    Unit("Kbps", "kbps,Kb/s,kbit/s", "KiloBIT-PER-SEC", ucum="kbit/s"),
    Unit("Mbps", "Mb/s,Mbit/s", "MegaBIT-PER-SEC", ucum="Mbit/s"),
    Unit("Gbps", "Gb/s,Gbit/s", "GigaBIT-PER-SEC", ucum="Gbit/s"),
    Unit("MB/s", "MBps", "MegaBYTE-PER-SEC", ucum="MBy/s"),
    Unit("GB/s", "GBps", "GigaBYTE-PER-SEC", ucum="GBy/s"),
    Unit("TB/s", "TBps", ucum="TBy/s"),
    Unit("Wh", "watt-hours,watt hours", "W-HR", ucum="W.h"),
    Unit("mWh", "milliwatt-hours,milliwatt hours", "W-HR", 1e-3, "mW.h"),
    Unit("kWh", "KWh,kilowatt-hours,kilowatt hours", "KiloW-HR", ucum="kW.h"),
    Unit("mA", "milliamperes", "MilliA", ucum="mA"),
    Unit("dB", "decibels,decibel", "DeciB", ucum="dB"),
    Unit("mm2", "mm^2,mm²,square millimeters", "MilliM2", ucum="mm2"),
    Unit("m/s", "meters per second", "M-PER-SEC", ucum="m/s"),
    Unit("km/h", "kmph,kilometers per hour", "KiloM-PER-HR", ucum="km/h"),
    Unit("degrees", "degree,deg,°", "DEG", ucum="deg"),
    Unit("USD", "$,dollars,dollar,US dollars,US$,US dollar", "CCY_USD"),
    Unit("K USD", "k USD", "CCY_USD", 1e3),
    Unit("M USD", "", "CCY_USD", 1e6),
    Unit("B USD", "", "CCY_USD", 1e9),
    Unit("EUR", "€,euros,euro", "CCY_EUR"),
    Unit(
        "FPS",
        "frames per second,frame per second,frames/s,frame/s,frames/second,f/s",
        "FRAME-PER-SEC",
        ucum="{frame}/s",
    ),
    Unit("MFLOP/s", "megaflop/s,MFLOPs/s", "MegaFLOPS", ucum="{Mflop}/s"),
    Unit("GFLOP/s", "gigaflop/s,GFLOPs/s,GFLOPps", "GigaFLOPS", ucum="{Gflop}/s"),
    Unit("TFLOP/s", "TFLOPS,TFLOP,TFLOPs/s,teraflops,teraflop/s", "TeraFLOPS", ucum="{Tflop}/s"),
    Unit("PFLOP/s", "PFLOPS,PFLOP,PFLOPs/s,petaflops,petaflop/s", "PetaFLOPS", ucum="{Pflop}/s"),
    Unit("EFLOP/s", "EFLOPS,EFLOPs/s,exaflops,exaflop/s", ucum="{Eflop}/s"),
    Unit("FLOPs", "FLOPS,FLOP", ucum="{flop}"),
    Unit("MFLOPs", "MFLOPS,MFLOP,megaflops", ucum="{Mflop}"),
    Unit("GFLOPs", "GFLOPS,GFLOP,gigaflops", ucum="{Gflop}"),
    Unit("GMACs", "GMAC", ucum="{Gmac}"),
    *(Unit(f"{rate}OPS", ucum=f"{{{rate}op}}/s") for rate in "GT"),
    *(Unit(f"{rate}OPS/W", ucum=f"{{{rate}op}}/s/W") for rate in "GT"),
    Unit("params", "parameters,parameter,param,weights"),
    *(Unit(score) for score in ("mAP", "AP", "PQ", "mIoU", "MOS", "nats", "px")),
    Unit("ppl", "perplexity"),
    Unit("bpc", "bits per character,bits-per-character"),
    Unit("bpb", "bits per byte,bits-per-byte"),
    Unit("bpp", "bits per pixel,bits-per-pixel,bit per pixel"),
    Unit("points", "point,pts,pt"),
)
"""Every unit with a name of its own. QUDT names are those of QUDT 3; UCUM has no codes for currencies and scores."""

_BY_NAME = {unit.name: unit for unit in reversed(UNITS)}
_EXACT: dict[str, str] = {}
_FOLDED: dict[str, str] = {}
for _unit in UNITS:
    for _spelling in (_unit.name, *_unit.spellings.split(",")):
        if _spelling:
            _EXACT.setdefault(_spelling, _unit.name)
            if len(_spelling) > 2:
                _FOLDED.setdefault(_spelling.casefold(), _unit.name)

MULTIPLIERS = {
    **dict.fromkeys(("K", "k", "thousand"), "K"),
    **dict.fromkeys(("M", "million", "mil", "mn"), "M"),
    **dict.fromkeys(("B", "G", "billion", "bn"), "B"),
    **dict.fromkeys(("T", "trillion"), "T"),
}
"""How texts write a thousand, a million, ... before a unit, and the letter that `K tokens` begins with."""

_PER = re.compile(r"\s*/\s*|\s+per\s+|\s+a\s+(?=second|minute|hour|day)")


def known_unit(text: str) -> str | None:
    """The unit that `text` spells, None where it spells none that has a name of its own.

    >>> known_unit("PetaFLOPs"), known_unit("seconds"), known_unit("bananas")
    ('PFLOP/s', 's', None)
    """
    return _EXACT.get(text) or _FOLDED.get(text.casefold())


def normal_unit(text: str) -> str:
    """The unit that `text` writes, as the guidelines name it; what has no name of its own stays as written.

    >>> normal_unit("times"), normal_unit("tokens per second"), normal_unit("billion parameters"), normal_unit("bugs")
    ('x', 'tokens/s', 'B params', 'bugs')
    """
    text = " ".join(text.split())
    known = known_unit(text)
    if known is not None or not text:
        return known or ""
    numerator, *denominators = _PER.split(text)
    if denominators:
        rate = "/".join([normal_unit(numerator), *(normal_unit(part) for part in denominators)])
        return known_unit(rate) or rate
    first, _, rest = text.partition(" ")
    if rest and (letter := MULTIPLIERS.get(first, "") or MULTIPLIERS.get(first.lower(), "")):
        return f"{letter} {normal_unit(rest)}"
    return text


def qudt(value: float, unit: str) -> tuple[str, float] | None:
    """The local name of the QUDT unit for `unit` and `value` in it; None where QUDT has none.

    >>> qudt(16.0, "h"), qudt(44.6, "M USD"), qudt(9.0, "tokens/s")
    (('HR', 16.0), ('CCY_USD', 44600000.0), None)
    """
    entry = _BY_NAME.get(unit)
    if entry is None or entry.qudt is None:
        return None
    return entry.qudt, value if entry.factor == 1.0 else value * entry.factor


def ucum(unit: str) -> str | None:
    """The UCUM code of a unit, with braces round what UCUM has no symbol for; None for currencies and scores.

    >>> ucum("ms"), ucum("tokens/s"), ucum("mAP")
    ('ms', '{tokens}/s', None)
    """
    entry = _BY_NAME.get(unit)
    if entry is not None:
        return entry.ucum
    numerator, slash, denominator = unit.partition("/")
    if slash and denominator in ("ns", "us", "ms", "s", "min", "h", "d") and numerator.replace(" ", "").isalpha():
        return f"{{{numerator.replace(' ', '-')}}}/{denominator}"
    return None


class Change(StrEnum):
    """What the words round a number say happened.

    A *benefit* is what one wants more of (speed, throughput, accuracy), a *cost* what one wants less of (time, memory).
    """

    FASTER = "faster"
    """Speed rose: "1.6x faster", "35% faster", "a speedup of 3x"."""
    SLOWER = "slower"
    """Speed fell: "1.5x slower"."""
    LESS = "less"
    """A cost fell by that much: "47.1% less time", "4x less memory"."""
    COSTLIER = "costlier"
    """A cost rose by that much: "20% more memory"."""
    MORE = "more"
    """A benefit rose by that much, or to that many times: "12% higher throughput", "2x longer sequences"."""
    WEAKER = "weaker"
    """A benefit fell by that much: "5% lower throughput"."""
    LEFT = "left"
    """That share of a cost is left: "to 30% of the memory", "one fifth of the data"."""
    KEPT = "kept"
    """That share of a benefit is kept: "97% of the throughput"."""


_COST = frozenset({Change.LESS, Change.COSTLIER, Change.LEFT})
_GOOD = frozenset({Change.FASTER, Change.LESS, Change.MORE})
_BAD = frozenset({Change.SLOWER, Change.COSTLIER, Change.WEAKER})


def ratio(
    kind: ClaimKind, value: float, unit: str, change: Change | None, base: float | None = None
) -> tuple[float | None, Direction | None]:
    """A claimed change as one factor, better above 1, and whether it is for the better.

    With a `base` ("from 533 to 2364 FPS") the factor is ``value / base`` of a benefit and ``base / value`` of a cost.
    Else, for `v` times and for `v` percent:

    ============ =========== ================== ===============================================
    change       ``x``       ``%``              example
    ============ =========== ================== ===============================================
    FASTER, MORE ``v``       ``1 + v/100``      "1.6x faster" 1.6; "35% faster" 1.35
    SLOWER       ``1/v``     ``1/(1 + v/100)``  "1.5x slower" 0.667
    LESS         ``v``       ``1/(1 - v/100)``  "47.1% less time" 1.89; "4x less memory" 4
    COSTLIER     ``1/v``     ``1/(1 + v/100)``  "25% more memory" 0.8
    WEAKER       ``1/v``     ``1 - v/100``      "20% lower throughput" 0.8
    LEFT         ``1/v``     ``100/v``          "to 30% of the memory" 3.33; "0.2x the data" 5
    KEPT         ``v``       ``v/100``          "97% of the throughput" 0.97
    ============ =========== ================== ===============================================

    Percent of a quality are points, not a change of anything comparable, so they give no factor; nor does a reduction
    by 100% or more, nor a number in another unit without a base. The direction stands without a factor where the words
    give it.
    """
    if change is None or not math.isfinite(value):
        return None, None
    factor = None
    if base is not None:
        if kind is not ClaimKind.QUALITY:
            factor = _quotient(base, value) if change in _COST else _quotient(value, base)
    elif unit == "x":
        factor = _times(value, change)
    elif unit == "%" and kind is not ClaimKind.QUALITY:
        factor = _percent(value, change)
    if factor is not None and not (math.isfinite(factor) and factor > 0):
        factor = None
    return factor, _direction(factor, value, change, base)


def _times(value: float, change: Change) -> float | None:
    """The factor of "`value` times", as the table of `ratio` has it."""
    if change in (Change.FASTER, Change.MORE, Change.KEPT):
        return value
    if change in (Change.LEFT, Change.SLOWER):
        return _quotient(1.0, value)
    if value < 1:  # "0.5x less" says nothing that two readers agree on
        return None
    return value if change is Change.LESS else 1.0 / value


def _percent(value: float, change: Change) -> float | None:
    """The factor of "`value` percent", as the table of `ratio` has it."""
    if change in (Change.FASTER, Change.MORE):
        return 1.0 + value / 100.0
    if change in (Change.SLOWER, Change.COSTLIER):
        return _quotient(1.0, 1.0 + value / 100.0)
    if change is Change.LESS:
        return _quotient(1.0, 1.0 - value / 100.0)
    if change is Change.WEAKER:
        return 1.0 - value / 100.0
    return _quotient(100.0, value) if change is Change.LEFT else value / 100.0


def _quotient(a: float, b: float) -> float | None:
    return a / b if a > 0 and b > 0 else None


def _direction(factor: float | None, value: float, change: Change, base: float | None) -> Direction | None:
    """Better or worse: by the factor, else by what moved and which way."""
    if factor is not None:
        return None if factor == 1.0 else "better" if factor > 1.0 else "worse"
    if base is not None:
        rise = value - base if change not in _COST else base - value
    elif change in _GOOD:
        rise = value
    elif change in _BAD:
        rise = -value
    else:
        return None
    return None if rise == 0 else "better" if rise > 0 else "worse"
