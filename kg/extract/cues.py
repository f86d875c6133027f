"""The words of an abstract that tell what it says of the names in it, found in one pass over the text.

They are looked for in lower case and between blanks, marks aside; so `on-device` holds no `on`. Of cues that begin
alike the longest is found: "this paper" is one.
"""

import msgspec

_GOVERNORS = {
    "evaluate": """
        evaluate evaluated evaluates evaluating evaluation evaluations experiment experiments experimental test
        tested testing tests benchmark benchmarked benchmarking benchmarks validate validated validation assess
        assessed demonstrate demonstrated verified
    """,
    "achieve": """
        achieve achieves achieved achieving attain attains attaining reach reaches reaching results result
        performance accuracy obtains yields yielding delivers improvement improvements improves improve score
        scores gains gain reduces reduction speedup speedups state-of-the-art performs
    """,
    "train": """
        train trained training trains pretrain pretrained pre-trained pretraining pre-training finetune fine-
        tuned fine-tune fine-tuning finetuned distilled learned
    """,
    "compare": """
        outperform outperforms outperformed outperforming surpass surpasses surpassed surpassing exceed exceeds
        exceeding beat beats beating compared versus vs relative than faster better superior higher lower
        baselines baseline competitive comparable matches matching rivals against
    """,
    "propose": """
        propose proposes proposed proposing introduce introduces introduced introducing present presents
        presented presenting develop develops developed design designed release releases
    """,
    "use": """
        use uses using utilize utilizes utilizing utilized leverage leverages leveraging leveraged employ
        employs employing employed adopt adopts adopting adopted exploit exploits exploiting apply applies
        applied applying
    """,
    "combine": """
        combine combines combining combined integrate integrates integrating integrated incorporate incorporates
        incorporating incorporated fuse fuses fusing merges unify unifies coupled equipped augmented enhanced
        consists comprises comprising
    """,
    "implement": """
        implement implements implemented implementing implementation built build builds building based extend
        extends extending written code
    """,
    "support": """
        support supports supporting supported compatible interoperable interoperability available interface
        interfaces plug-in integration export exports wrapper exposes
    """,
    "run": """
        run runs running deploy deployed deploying deployment execute executed executes executing hardware single
        commodity consumer inference latency
    """,
    "accelerate": """
        accelerate accelerates accelerating accelerated speed optimize optimizes optimizing compress compresses
        compressing prune quantize quantizing quantized adapt adapting adapts compare comparing comparison study
        analyze analyzing investigate explore understand examine understanding efficiency scaling scale
    """,
    "others": """
        existing recent traditional conventional current widely popular prior previous while although despite
        however unlike
    """,
}
GOVERNORS = {word: name for name, words in _GOVERNORS.items() for word in words.split()}
"""Words that govern a name, by what they say of it."""

PREPOSITIONS = frozenset(
    {
        *"on for in of with to from over by via through across as between into like including under at within".split(),
        "such as",
    }
)
"""Words between a name and what governs it."""

INTRODUCING = frozenset(
    "propose proposes proposed proposing introduce introduces introduced introducing present presents presented "
    "presenting release releases released releasing devise devises devised unveil unveils open-source open-sources "
    "develop develops developed developing design designs designed construct constructs constructed contribute "
    "contributes create creates created curate curates curated build describe".split()
)
"""Verbs whose objects a paper introduces."""

STRONG = frozenset(word for word in INTRODUCING if word[:3] in ("pro", "int", "pre", "rel", "unv", "ope"))
"""Those of them that introduce whatever name follows; the others need a name that looks like one of a product."""

OWN_CALLING = frozenset(
    f"we {verb}{thing}" for verb in ("call", "name", "term", "dub") for thing in ("", " it", " this")
)
CALLING = OWN_CALLING | frozenset("called named dubbed termed coined titled".split())
"""What stands before a name that is given to something."""

OWN = frozenset(
    {
        *("we", "our", "ours", "the paper", "the author", "the authors", "the present work", "the present paper"),
        *(f"this {noun}" for noun in "paper work study article report thesis research letter survey project".split()),
    }
)
"""Words by which a sentence speaks of the paper's own work."""

FINDINGS = frozenset(
    {
        *"experiments experimental results evaluation evaluations evaluated empirical empirically".split(),
        *"specifically first second third finally furthermore notably".split(),
        *("the proposed", "the resulting"),
    }
)
"""Words that sentences about the paper's own work begin with or turn on, where they do not say "we"."""

OTHERS = frozenset(
    f"{when} {what}"
    for when in "recent prior previous existing earlier".split()
    for what in "work works study studies paper papers approach approaches method methods".split()
)
"""Words by which a sentence speaks of other people's work."""

BARRIERS = frozenset(";:")
"""Marks across which no word governs a name."""


class Cue(msgspec.Struct, gc=False):
    """A word that matters, in lower case."""

    start: int
    end: int
    word: str


def cues(text: str) -> list[Cue]:
    """The cues of a text in order, none inside another.

    >>> [cue.word for cue in cues("In this paper we evaluate Foo on-device and on Bar.")]
    ['in', 'this paper', 'we', 'evaluate', 'on']
    """
    # Of all characters only one changes its length in lower case, and offsets must hold. Lines may wrap inside a cue.
    lowered = text.replace("\u0130", "I").replace("\n", " ").lower()
    found: list[Cue] = []
    at = until = 0
    for piece in lowered.split(" "):
        start = at
        at += len(piece) + 1
        if piece in _ALONE:
            if start >= until:
                found.append(Cue(start, at - 1, piece))
            continue
        if piece.isalpha() and piece not in _LONGER:
            continue
        word = piece.strip(_MARKS)
        start += piece.find(word)
        if start >= until:
            if word in _LONGER and lowered.startswith(_LONGER[word], start):
                word = _longest(lowered, start, word)
            if word in _CUES:
                until = start + len(word)
                found.append(Cue(start, until, word))
        if piece[-1:] in BARRIERS:
            found.append(Cue(at - 2, at - 1, piece[-1]))
    return found


def _longest(lowered: str, start: int, word: str) -> str:
    """The longest cue that begins with `word` at `start` and ends where a word does; `word` where none does."""
    for phrase in _LONGER[word]:
        end = start + len(phrase)
        if lowered.startswith(phrase, start) and not lowered[end : end + 1].isalnum():
            return phrase
    return word


_MARKS = "()[]{}\"'`,.;:!?*$~“”‘’"
_CUES = GOVERNORS.keys() | PREPOSITIONS | INTRODUCING | CALLING | OWN | FINDINGS | OTHERS
_LONGER = {
    first: tuple(sorted((cue for cue in _CUES if cue.startswith(f"{first} ")), key=len, reverse=True))
    for first in {cue.split(" ")[0] for cue in _CUES if " " in cue}
}
"""Cues of several words by their first, the longest first."""
_ALONE = frozenset(_CUES - _LONGER.keys())
"""Cues with which no longer one begins: most are, and they are found without a further look."""
