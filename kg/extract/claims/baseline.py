"""Baselines without a name: "existing methods", "the state of the art", "a full-precision counterpart"."""

from kg.extract.claims.phrases import gap, phrases_near
from kg.extract.claims.place import Place
from kg.extract.claims.reading import Phrase, link, stem
from kg.model import ClaimKind

_HEADS = frozenset(
    "baseline baselines method methods model models approach approaches system systems counterpart counterparts "
    "solution solutions framework frameworks technique techniques state-of-the-art sota art work works competitor "
    "competitors implementation implementations algorithm algorithms agent agents network networks alternative "
    "alternatives strategy strategies scheme schemes pipeline pipelines training inference decoding best bests "
    "variant variants version versions tool tools solver solvers attention code transfer peak retrieval teacher "
    "teachers expert experts human humans policy policies prompting supervision setting settings detector "
    "detectors architecture architectures optimizer optimizers kernel kernels library libraries reasoning "
    "generation fine-tuning finetuning execution search sampling planner planners scratch performance ones".split()
)
_MODIFIERS = frozenset(
    "existing previous prior baseline state-of-the-art sota conventional traditional standard vanilla original "
    "strongest best leading competing full full-precision dense base naive other recent current established "
    "next-best second-best single-agent".split()
)


def baseline_phrases(place: Place) -> list[Phrase]:
    """The phrases of the number's sentence that could say what it is compared with."""
    words = place.reading.words
    return [
        phrase
        for phrase in phrases_near(place.reading, place.position)
        if words[phrase.last] in _HEADS
        or not _MODIFIERS.isdisjoint(words[phrase.first : phrase.last + 1])
        or words[phrase.first - 1] == "than"
    ]


def baseline_cues(place: Place, kind: ClaimKind, phrase: Phrase) -> list[str]:
    """The cues of one phrase as the baseline of a claim."""
    words = place.reading.words
    space = gap(place.reading, place.position, phrase)
    side, _, numbers = space
    hangs = link(place.reading, phrase.first)
    cues = [
        "phrase",
        f"phrase:{side}:n{numbers}",
        f"phrase:{side}:gap={space.width}",
        f"phrase:{side}:link={hangs}",
        f"phrase:{side}:link={hangs}:n{numbers}",
        f"phrase:link={hangs}",
        f"phrase:head={stem(words[phrase.last])}",
        f"phrase:{place.unit}",
        f"phrase:{kind}",
    ]
    cues += [f"phrase:word={stem(word)}" for word in dict.fromkeys(words[phrase.first : phrase.last])]
    return cues
