"""Noun phrases of a sentence: what may name a metric, or a baseline that has no name ("previous methods")."""

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from kg.extract.claims.reading import NUMBER, REACH, Phrase, Reading

_STOPS = frozenset(
    "the a an of in on for with to by at from as and or but than over under between across through via per into "
    "within without using is are was were be been being has have had do does did can could may might will would "
    "should that which who whose what when where while whereas if then also both either each all any some no not "
    "only even still already yet most more less fewer such this these those its their our we it they he she his "
    "her i you your there here up down out about around nearly almost approximately roughly least respectively "
    "respective just merely so because due despite after before during until against among toward towards vs "
    "versus i.e e.g compared relative achieves achieve achieved achieving attains attaining reaches reaching "
    "reached obtains obtaining obtained yields yielding delivers delivering provides providing gives giving shows "
    "showing show demonstrates demonstrating reports reporting improves improve improved improving reduces reduce "
    "reduced reducing increases increase increased increasing boosts boosting boosted raises raising lowers "
    "lowering decreases decreasing decreased outperforms outperform outperforming outperformed surpasses "
    "surpassing surpass exceeds exceeding beats beating cuts cutting saves saving requires requiring uses used "
    "maintaining maintains retaining retains preserving preserves enabling enables enable allows allowing running "
    "runs run gets getting got wins winning resulting leading results leads however moreover furthermore "
    "additionally notably specifically finally experiments evaluations extensive dropping drops drop falls fell "
    "falling rises rose rising accelerates accelerating speeds operating corresponding becomes become becoming "
    "remains remain remaining below above beyond".split()
)
"""Words that end a noun phrase: function words, and the verbs that results are told with."""

_LEADING = frozenset(
    "higher lower better worse faster slower smaller larger greater absolute additional further significant "
    "substantial superior impressive remarkable competitive outstanding new same similar comparable best highest "
    "lowest strong overall single approximate maximum minimum total real first second third relative average mean "
    "averaged consistent reported measured observed strict notable modest mere high low good".split()
)
"""Adjectives that a phrase may begin with and does not need."""

_LONGEST = 6


def phrases_near(reading: Reading, position: int) -> list[Phrase]:
    """The noun phrases within `REACH` items of the one at `position`."""
    if reading.phrases is None:
        reading.phrases = all_phrases(reading)
    low, high = position - REACH, position + REACH
    if low <= 0 and high >= len(reading.words):
        return reading.phrases
    return reading.phrases[bisect_left(reading.phrases, (low,)) : bisect_left(reading.phrases, (high,))]


def all_phrases(reading: Reading) -> list[Phrase]:
    """The noun phrases of a sentence: no article, no leading praise, the last six words at most."""
    words, refs = reading.words, reading.refs
    found = []
    first = 0
    for at in range(len(words) + 1):
        if at < len(words) and not _ends_phrase(words[at]):
            continue
        last = at - 1
        while first < last and words[first] in _LEADING:
            first += 1
        if first <= last and any(ref is None for ref in refs[first : last + 1]):
            found.append(Phrase(max(first, last + 1 - _LONGEST), last))
        first = at + 1
    return found


@lru_cache(16384)
def _ends_phrase(word: str) -> bool:
    return word in _STOPS or word == NUMBER or not (word[0].isalpha() or word[0] == "<" or len(word) > 1)


class Gap(NamedTuple):
    """What lies between a number and a phrase."""

    side: str
    words: list[str]
    numbers: int

    @property
    def width(self) -> str:
        """The number of items between, in buckets."""
        n = len(self.words)
        return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "far"


def gap(reading: Reading, position: int, phrase: Phrase) -> Gap:
    """The gap between the number at `position` and `phrase`."""
    if phrase.first > position:
        between = reading.words[position + 1 : phrase.first]
        return Gap("right", between, min(between.count(NUMBER), 2))
    between = reading.words[phrase.last + 1 : position]
    return Gap("left", between, min(between.count(NUMBER), 2))
