"""Baselines without a name: "existing methods", "the state of the art", "a full-precision counterpart"."""

from collections.abc import Sequence

from kg.extract.claims.phrases import gap, phrases_near
from kg.extract.claims.place import Place
from kg.extract.claims.reading import Phrase, Reading, link, stem
from kg.model import ClaimKind, EntityType, Mention, Quantity

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
_KINDS = frozenset(head for head in _HEADS if head.endswith("s"))
_OTHERS = frozenset(
    "existing previous prior other conventional traditional state-of-the-art sota current recent competing all "
    "various several many".split()
)
_COMPARING = frozenset(
    "than over vs versus against outperforms outperform outperforming outperformed surpasses surpass surpassing "
    "beats beating exceeds exceeding".split()
)
_BEATS = frozenset("beats beat outperforms outperform surpasses surpass exceeds exceed".split())
COMPARED = frozenset(
    (EntityType.MODEL, EntityType.METHOD, EntityType.LIBRARY, EntityType.FRAMEWORK, EntityType.HARDWARE)
)
"""The types of names that something can be compared with."""


def baseline_phrases(place: Place) -> list[Phrase]:
    """The phrases of the number's sentence that could say what it is compared with."""
    words = place.reading.words
    return [
        phrase
        for phrase in phrases_near(place.reading, place.position)
        if words[phrase.last] in _HEADS
        or not _MODIFIERS.isdisjoint(words[phrase.first : phrase.last + 1])
        or _follows_comparison(words, phrase.first)
    ]


def _follows_comparison(words: Sequence[str], first: int) -> bool:
    """Whether what begins at `first` stands right after "than", "over", "outperforms" or their like."""
    before = first - 2 if first > 1 and words[first - 1] in ("the", "a", "an", ".") else first - 1
    return before >= 0 and words[before] in _COMPARING


def named_by(place: Place, phrase: Phrase) -> Mention | None:
    """The name that a phrase leads up to: "the previous best model YOLO", "the strongest baseline (YOLO)"."""
    words, refs = place.reading.words, place.reading.refs
    at = phrase.last
    if words[at][0] != "<":
        opened = at + 2 < len(words) and words[at + 1] in ("(", ",")
        closed = at + 3 >= len(words) or words[at + 3] in (")", ",", ".", ";")
        if not (opened and closed and words[at] in _HEADS):
            return None
        at += 2
    ref = refs[at]
    return ref if isinstance(ref, Mention) and ref.type in COMPARED else None


def beaten(place: Place) -> Mention | None:
    """The name that a list of wins puts before the number: B for the second of "beats A by 87%, B by 131%"."""
    words, refs = place.reading.words, place.reading.refs
    at, found = place.position, None
    while at > 2 and words[at - 1] == "by" and isinstance(name := refs[at - 2], Mention):
        found = found or name
        before = at - 3
        if words[before] in _BEATS:
            return found
        while before > 0 and words[before] in (",", "and"):
            before -= 1
        if not isinstance(refs[before], Quantity):
            return None
        at = before
    return None


def is_kind(reading: Reading, at: int) -> bool:
    """Whether the name at `at` only says of which kind others are: "existing SSL methods"."""
    words = reading.words
    if at + 1 >= len(words) or words[at + 1] not in _KINDS:
        return False
    return not _OTHERS.isdisjoint(words[max(0, at - 2) : at])


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
    written = place.reading.text[place.reading.starts[phrase.first] + 1 : place.reading.ends[phrase.last]]
    if written != written.lower():
        cues.append("phrase:capitals")
    if _follows_comparison(words, phrase.first):
        cues.append(f"phrase:{side}:compared:n{numbers}")
    cues += [f"phrase:word={stem(word)}" for word in dict.fromkeys(words[phrase.first : phrase.last])]
    return cues
