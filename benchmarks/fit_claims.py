"""Fits the weights of `kg.extract.claims` on annotated abstracts: sparse linear tables, one a decision.

    python benchmarks/fit_claims.py --shared ../shared                # on all abstracts, into kg/extract/claims/weights
    python benchmarks/fit_claims.py --shared ../shared --held-out -o /tmp/weights      # without the held-out fifth

Every decision is a choice among options (result or not; a kind; a name for a slot or none), each a list of cues. The
weights maximise the likelihood of the annotated choices under a softmax over summed weights, with an L1 penalty that
leaves only cues that earn their place; FISTA, full batches, no randomness: the same abstracts give the same tables.
"""

import argparse
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from annotated import Annotated, aligned, annotated, scorer, unlearnt

from kg.extract.claims import metric, slots
from kg.extract.claims.candidates import Things
from kg.extract.claims.cues import number_cues, paper_cues, phase_cues
from kg.extract.claims.kind import KINDS, PHASE_LABELS
from kg.extract.claims.place import Place
from kg.extract.claims.sentences import readings
from kg.extract.claims.weights import SEPARATOR, total
from kg.model import ClaimKind, Quantity

Weights = dict[str, float]
Agree = Callable[[str, str, str | None], bool]

PENALTY = {
    "result": 4e-4,
    "metric": 3e-4,
    "kind": 5e-4,
    "phase": 6e-4,
    "subject": 4e-4,
    "baseline": 3e-4,
    "model": 5e-4,
    "dataset": 4e-4,
    "hardware": 6e-4,
    "task": 5e-4,
}
"""The L1 penalty of each decision, the best of a few in cross-validation; metrics before kinds, which use them."""

LEAST = 6
"""A cue seen in fewer papers than this is not considered."""

RECALL = {"subject": 1.0, "task": 1.0, "baseline": 0.7, "model": 0.7, "dataset": 1.0, "hardware": 0.7}
"""How much finding a slot's name counts beside its being right (the beta of an F score).

A wrong baseline makes a false "outperforms", a wrong device a false comparison: worse than none. On the held-out fifth
of arXiv, baselines were right in 55 % with F1 less a hundredth (the rule before, which filled more), 63 % with F1 and
68 % with 0.7, which finds 60 % of them in place of 69 and 65; with 0.5 it was 72 %, and two in five of the models
found were lost. Of subjects 0.7 lost eight in a hundred to win two, of datasets one to win one: these count in full.
"""

PAGE = 3.0
"""How many abstracts of arXiv one of the page counts for: there are few, and their kinds of claims are their own."""


class Example(NamedTuple):
    """One annotated choice: the cues of each option, which are right, its share in the loss, and its paper."""

    options: list[list[str]]
    right: list[bool]
    share: float = 1.0
    paper: str = ""

    @property
    def half(self) -> int:
        """The half of the papers that this one's paper belongs to."""
        return half_of(self.paper)


class Numbered(NamedTuple):
    """An annotated result, kept for `kind`: its place and cues, its kind, and as of every `Example` share and paper."""

    place: Place
    cues: list[str]
    kind: str
    share: float
    paper: str


class Examples:
    """The examples of every decision."""

    def __init__(self, agree: Agree) -> None:
        self.agree = agree
        self.by_name: dict[str, list[Example]] = {name: [] for name in PENALTY}
        self.numbers: list[Numbered] = []

    def add(self, paper: Annotated) -> None:
        """Add what one paper teaches."""
        claims = {id(quantity): claim for quantity, claim in aligned(paper.document, paper.gold)}
        name = paper.gold["id"]
        share = PAGE if paper.part == "page" else 1.0
        things = Things(paper.document)
        whole = paper_cues(paper.document)
        for number, where, reading in readings(paper.document):
            for position, ref in enumerate(reading.refs):
                if not isinstance(ref, Quantity):
                    continue
                claim = claims.get(id(ref))
                cues = number_cues(reading, position, where)
                self._add("result", [Example([cues, []], [claim is not None, claim is None])], share, name)
                if claim is not None:
                    place = Place(reading, position, number)
                    self.numbers.append(Numbered(place, cues, claim["kind"], share, name))
                    self._add_claim(place, claim, things, whole, share, name)

    def _add_claim(
        self, place: Place, claim: dict[str, Any], things: Things, paper: list[str], share: float, name: str
    ) -> None:
        self._add("metric", metric_example(place, claim["metric"]), share, name)
        kind = ClaimKind(claim["kind"])
        phase = claim["phase"] or "none"
        self._add(
            "phase", [classes(phase_cues(place.reading, place.position, kind, paper), PHASE_LABELS, phase)], share, name
        )
        filler = slots.Filler(place, kind, things.near(place.sentence))
        subject = None
        for slot in slots.FILLERS:
            gold = claim[slot]
            options = [(name, cues) for name, cues in filler.options(slot) if name != subject]
            right = [gold is not None and self.agree(slot, gold, name) for name, _ in options]
            if slot == "subject" and any(right):
                subject = options[right.index(True)][0]
            if options and (gold is None or any(right)):
                choices = [*(cues for _, cues in options), filler.empty_cues(slot)]
                self._add(slot, [Example(choices, [*right, gold is None])], share, name)

    def _add(self, name: str, found: Iterable[Example], share: float, paper: str) -> None:
        self.by_name[name] += [example._replace(share=share, paper=paper) for example in found]

    def add_kinds(self) -> None:
        """Add the examples of `kind`. Each half's metrics are found by weights of the other, as good as in use."""
        tables = crossed(self.by_name["metric"], PENALTY["metric"])
        for number in self.numbers:
            phrase = metric.choose(number.place, tables[half_of(number.paper)])
            cues = [*number.cues, *metric.metric_cues(number.place, phrase)]
            self._add("kind", [classes(cues, KINDS, number.kind)], number.share, number.paper)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true", help="leave out the abstracts that claims.py reports on")
    parser.add_argument("--names", choices=("found", "gold"), nargs="+", default=["found", "gold"])
    parser.add_argument("-o", type=Path, default=Path("kg/extract/claims/weights"))
    args = parser.parse_args()
    examples = Examples(scorer(args.shared).agree)
    known = unlearnt(args.shared) if args.held_out else None
    for names in args.names:
        for paper in annotated(args.shared, names, "found", known):
            if not (args.held_out and paper.held_out):
                examples.add(paper)
    examples.add_kinds()
    args.o.mkdir(parents=True, exist_ok=True)
    for name, found in examples.by_name.items():
        weights = weigh(name, found)
        write(args.o / f"{name}.tsv", weights)
        print(f"{name:9s} {len(found):6d} examples, {len(weights):5d} weights", file=sys.stderr)


def weigh(name: str, examples: list[Example]) -> Weights:
    """The weights of a decision; of a slot with that weight of leaving it empty which is best by `RECALL`."""
    weights = fit(examples, PENALTY[name])
    if name in slots.FILLERS:
        weights["empty"] = round(weights.get("empty", 0.0) + best_shift(examples, PENALTY[name], RECALL[name]), 3)
    return weights


def half_of(paper: str) -> int:
    """The half that a paper belongs to, where one half's choices are made by weights fitted on the other."""
    return zlib.crc32(paper.encode() + b"half") % 2


def crossed(examples: Sequence[Example], penalty: float) -> list[Weights]:
    """For each half of the papers the weights fitted on the other one."""
    return [fit([example for example in examples if example.half != half], penalty) for half in (0, 1)]


def best_shift(examples: Sequence[Example], penalty: float, recall: float) -> float:
    """What to add to the weight of leaving a slot empty, so that the F score of its fillers is best."""
    tables = crossed(examples, penalty)
    leads = []
    for example in examples:
        sums = [total(tables[example.half], cues) for cues in example.options]
        best = max(range(len(sums) - 1), key=sums.__getitem__)
        leads.append((sums[best] - sums[-1], example.right[best], not example.right[-1], example.share))
    filled = sum(share for _, _, wanted, share in leads if wanted)

    def score(shift: float) -> float:
        right = sum(share for lead, good, _, share in leads if lead > shift and good)
        given = sum(share for lead, _, _, share in leads if lead > shift)
        return (1 + recall**2) * right / (recall**2 * filled + given)

    return max((step / 10 for step in range(-30, 21)), key=score)


def classes(cues: list[str], labels: Iterable[str], right: str) -> Example:
    """The choice of one label, each of which has its own weights for the same cues."""
    labels = list(labels)
    return Example([[f"{label}{SEPARATOR}{cue}" for cue in cues] for label in labels], [x == right for x in labels])


def metric_example(place: Place, gold: str | None) -> Iterable[Example]:
    """The phrases of a claim, those right that share most words with the annotated metric."""
    found = metric.metric_phrases(place)
    options = [metric.phrase_cues(place, phrase) for phrase in found] + [metric.empty_cues(place)]
    shares = [overlap(gold or "", metric.metric_text(place, phrase)) for phrase in found]
    best = max(shares, default=0.0)
    if gold and not best:
        return
    yield Example(options, [share == best > 0 for share in shares] + [not gold])


def overlap(a: str, b: str) -> float:
    """The share of the words of two phrases that they have in common."""
    left, right = (
        {w for w in text.lower().replace("-", " ").split() if w not in ("the", "of", "a", "and")} for text in (a, b)
    )
    return len(left & right) / max(len(left | right), 1)


def fit(examples: Sequence[Example], penalty: float, rounds: int = 300) -> Weights:
    """The weights of cues under which the right options of the examples are most likely."""
    rows = [cues for options, *_ in examples for cues in options]
    papers: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        papers[example.paper].update(*example.options)
    seen = Counter(cue for cues in papers.values() for cue in cues)
    names = sorted(cue for cue, count in seen.items() if count >= LEAST)
    number = {cue: i for i, cue in enumerate(names)}
    columns = [np.array([number[cue] for cue in cues if cue in number], dtype=np.int64) for cues in rows]
    column = np.concatenate(columns)
    row = np.repeat(np.arange(len(rows)), [len(c) for c in columns])
    sizes = np.array([len(options) for options, *_ in examples])
    start = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(examples)), sizes)
    right = np.array([flag for _, flags, *_ in examples for flag in flags], dtype=float)
    share = np.array([weight for _, _, weight, _ in examples])
    share = (share / share.sum())[group]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value = np.bincount(row, weights=weights[column], minlength=len(rows))
        value = np.exp(value - np.maximum.reduceat(value, start)[group])
        chance = value / np.add.reduceat(value, start)[group]
        good = chance * right
        mass = np.add.reduceat(good, start)[group]
        gradient = np.bincount(column, weights=((chance - good / mass) * share)[row], minlength=len(names))
        return float(-(share * good / mass * np.log(mass)).sum()), gradient

    weights = ahead = np.zeros(len(names))
    pace, steep = 1.0, 1.0
    for _ in range(rounds):
        before, gradient = loss(ahead)
        while True:
            moved = ahead - gradient / steep
            moved = np.sign(moved) * np.maximum(np.abs(moved) - penalty / steep, 0.0)
            step = moved - ahead
            if loss(moved)[0] <= before + gradient @ step + 0.5 * steep * step @ step + 1e-12:
                break
            steep *= 2.0
        following = (1.0 + np.sqrt(1.0 + 4.0 * pace * pace)) / 2.0
        ahead = moved + (pace - 1.0) / following * (moved - weights)
        weights, pace = moved, following
        steep *= 0.97
    return {cue: round(float(w), 3) for cue, w in zip(names, weights, strict=True) if abs(w) >= 0.005}


def write(path: Path, weights: dict[str, float]) -> None:
    """Write a table, its cues in alphabetical order."""
    lines = ["cue\tweight", *(f"{cue}\t{weights[cue]:g}" for cue in sorted(weights))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
