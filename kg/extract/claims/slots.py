"""Which named thing fills which slot of a claim: subject, baseline, model, dataset, hardware, task.

Every candidate is described by cues of its place relative to the number (its side, what stands between, the preposition
it hangs on) and of its standing in the paper. The weights of the slot's table add up; the best candidate fills the slot
if it beats leaving the slot empty.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.extract.claims.baseline import COMPARED, baseline_cues, baseline_phrases, is_kind, named_by
from kg.extract.claims.candidates import Thing
from kg.extract.claims.change import sense
from kg.extract.claims.place import Place
from kg.extract.claims.reading import NUMBER, REACH, link, members, stem
from kg.extract.claims.weights import table, total
from kg.model import ClaimKind, EntityType, Mention

_M, _E, _L, _F = EntityType.MODEL, EntityType.METHOD, EntityType.LIBRARY, EntityType.FRAMEWORK
_D, _H, _T = EntityType.DATASET, EntityType.HARDWARE, EntityType.TASK

FILLERS: dict[str, frozenset[EntityType]] = {
    "subject": frozenset((_M, _E, _L, _F, _D, _H)),
    "baseline": COMPARED,
    "model": frozenset((_M, _E)),
    "dataset": frozenset((_D,)),
    "hardware": frozenset((_H,)),
    "task": frozenset((_T,)),
}
"""The types of names that may fill each slot."""

_BETWEEN = frozenset(
    "than over compared while whereas and with ; , ( ) vs versus which that to on for by from against when".split()
)


class Filler:
    """Fills the slots of one claim."""

    def __init__(self, place: Place, kind: ClaimKind, things: Sequence[Thing]) -> None:
        self._place = place
        self._kind = kind
        self._things = things
        self._cues: dict[int, list[str]] = {}
        self._shared = empty_cues(place, kind)

    def fill(self, slot: str, taken: str | None = None) -> str | None:
        """The canonical name, or for a baseline the phrase, that fills `slot`; None for nothing.

        `taken` is a name that fills another slot of the claim and cannot fill this one.
        """
        weights = table(slot)
        found = self.options(slot)
        if not found:
            return None
        best, value = None, total(weights, self.empty_cues(slot))
        for name, cues in found:
            score = total(weights, cues)
            if score > value and name != taken:
                best, value = name, score
        return best and (self._aligned(best) or best)

    def options(self, slot: str) -> list[tuple[str, list[str]]]:
        """Everything that might fill `slot`, each with its cues."""
        types = FILLERS[slot]
        place = self._place
        things = [thing for thing in self._things if thing.type in types]
        if slot != "baseline":
            return [(thing.canonical, self._cues_of(thing)) for thing in things]
        found = [(thing.canonical, self._cues_of(thing)) for thing in things if not self._is_kind(thing)]
        for phrase in baseline_phrases(place):
            name = named_by(place, phrase)
            text = name.canonical if name else place.reading.span(phrase.first, phrase.last)
            found.append((text, baseline_cues(place, self._kind, phrase)))
        return found

    def _is_kind(self, thing: Thing) -> bool:
        """Whether the sentence names `thing` only to say of which kind others are."""
        here = thing.in_sentence(self._place.sentence)
        return bool(here) and all(is_kind(self._place.reading, at) for at in self._positions(here))

    def _positions(self, mentions: Sequence[Mention]) -> list[int]:
        """Where mentions of the number's sentence stand in its reading, those within reach."""
        reading = self._place.reading
        found = [(reading.index(mention.start), mention) for mention in mentions]
        return [at for at, mention in found if at < len(reading.refs) and reading.refs[at] is mention]

    def _aligned(self, name: str) -> str | None:
        """The member of a list of names that belongs to this one of a list of numbers, as many as they are.

        "On A, B and C by 3%, 2% and 1%" gives the first of the numbers A, the second B, and the third C, whichever of
        them reads best.
        """
        place = self._place
        if place.listed < 2:
            return None
        words, refs = place.reading.words, place.reading.refs
        here = [m for thing in self._things if thing.canonical == name for m in thing.in_sentence(place.sentence)]
        for at in self._positions(here):
            if abs(at - place.position) > REACH:
                continue
            names = members(words, at)
            if len(names) == place.listed:
                ref = refs[names[place.rank]]
                return ref.canonical if isinstance(ref, Mention) else None
        return None

    def _cues_of(self, thing: Thing) -> list[str]:
        cues = self._cues.get(id(thing))
        if cues is None:
            cues = self._cues[id(thing)] = thing_cues(self._place, self._kind, thing)
        return cues

    def empty_cues(self, slot: str) -> list[str]:
        """The cues for leaving `slot` empty."""
        place = self._place
        types = FILLERS[slot]
        named = here = 0
        for thing in self._things:
            if thing.type in types:
                named += 1
                here += place.sentence in thing.places
        return [
            f"empty:here={min(here, 3)}",
            f"empty:named={min(named, 4)}:here={min(here, 1)}",
            *self._shared,
        ]


def empty_cues(place: Place, kind: ClaimKind) -> list[str]:
    """The cues for leaving a slot of the claim at `place` empty, whatever the paper names."""
    cues = ["empty", f"empty:{kind}", f"empty:{place.unit}", f"empty:{kind}:{place.unit}"]
    told = sense(place.reading, place.position)
    cues += [f"empty:told={told}", f"empty:told={told}:{place.unit}"]
    return cues + [f"empty:has={word}" for word in place.reading.telling]


def thing_cues(place: Place, kind: ClaimKind, thing: Thing) -> list[str]:
    """All cues of a named thing for a slot of the claim at `place`."""
    cues = [*thing.facts, f"{kind}:{thing.facts[0]}"]
    reading = place.reading
    here = thing.in_sentence(place.sentence)
    if here:
        cues.append("here")
        start = place.quantity.start
        left = bisect_left(here, start, key=_offset)
        right = bisect_right(here, start, lo=left, key=_offset)
        for mention in here[max(left - 1, 0) : left] + here[right : right + 1]:
            at = reading.index(mention.start)
            if at < len(reading.refs) and reading.refs[at] is mention and abs(at - place.position) <= 2 * REACH:
                cues += _mention_cues(place, at)
        return cues
    before = thing.last_before(place.sentence)
    if before is not None:
        back = min(place.sentence - thing.sentences[before], 4)
        cues.append(f"back={back}")
        if thing.sentences[before] in thing.headed:
            cues += [f"back={back}:headed", f"back={back}:headed:{reading.words[0]}"]
        cues.append(f"back:prev={_previous_word(reading.text, thing.mentions[before])}")
    else:
        cues.append("title-only" if thing.sentences[0] == 0 else "ahead")
    return cues


def _offset(mention: Mention) -> int:
    return mention.start


def _mention_cues(place: Place, at: int) -> list[str]:
    """The cues of one mention in the number's own sentence; `at` is its position there."""
    reading, position = place.reading, place.position
    words = reading.words
    side = "right" if at > position else "left"
    between = words[position + 1 : at] if at > position else words[at + 1 : position]
    own = words[at]
    numbers = min(between.count(NUMBER), 2)
    others = min(between.count(own), 2)
    hangs = link(reading, at)
    cues = [
        f"{side}:n{numbers}:m{others}",
        f"{side}:link={hangs}",
        f"{side}:link={hangs}:n{numbers}",
        f"{side}:link={hangs}:m{others}",
        f"{side}:far={_bucket(len(between))}",
        f"{side}:next={stem(words[at + 1]) if at + 1 < len(words) else '$'}",
        f"{side}:prev={stem(words[at - 1]) if at else '^'}",
    ]
    cues += [f"{side}:past={word}" for word in sorted(_BETWEEN.intersection(between))]
    if len(between) < 3:
        cues.append(f"{side}:between={' '.join(between)}")
    if at < 2:
        cues.append("heads-sentence")
    if place.quantity.group is not None or place.respectively:
        cues.append(_alignment(place, at))
    return cues


def _bucket(n: int) -> str:
    return str(n) if n < 3 else "3-5" if n < 6 else "6-10" if n < 11 else "11-20" if n < 21 else "far"


def _alignment(place: Place, at: int) -> str:
    """Whether the name's rank in its list is the number's in its own: "A and B by 2x and 3x, respectively"."""
    names = members(place.reading.words, at)
    if len(names) == 1:
        return "unlisted"
    tail = ":respectively" if place.respectively else ""
    return f"aligned{tail}" if names.index(at) == place.rank else f"misaligned{tail}"


def _previous_word(text: str, mention: Mention) -> str:
    before = text[max(0, mention.start - 24) : mention.start].split()
    return stem(before[-1].strip("(,.;:").lower() or "(") if before else "^"
