"""Fits the weights of `kg.extract.claims` on annotated abstracts: sparse linear tables, one a decision.

    python benchmarks/fit_claims.py --shared ../shared                # on all abstracts, into kg/extract/claims/weights
    python benchmarks/fit_claims.py --shared ../shared --held-out -o /tmp/weights      # without the held-out fifth

Every decision is a choice among options (result or not; a kind; a name for a slot or none), each a list of cues. The
weights maximise the likelihood of the annotated choices under a softmax over summed weights, with an L1 penalty that
leaves only cues that earn their place; FISTA, full batches, no randomness: the same abstracts give the same tables.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from annotated import Annotated, annotated, scorer

from kg.extract.claims import metric, slots
from kg.extract.claims.candidates import Things
from kg.extract.claims.cues import number_cues, phase_cues
from kg.extract.claims.place import Place
from kg.extract.claims.result import KINDS, PHASE_LABELS
from kg.extract.claims.sentences import readings
from kg.extract.claims.weights import SEPARATOR
from kg.model import Quantity

Options = list[list[str]]
Example = tuple[Options, list[bool], float]

PENALTY = {
    "result": 3e-4,
    "kind": 4e-4,
    "phase": 6e-4,
    "metric": 3e-4,
    "subject": 4e-4,
    "baseline": 3e-4,
    "model": 5e-4,
    "dataset": 4e-4,
    "hardware": 6e-4,
    "task": 5e-4,
}
"""The L1 penalty of each decision, the best of a few on a part of the fitting abstracts."""

LEAST = 5
"""A cue seen in fewer options than this is not considered."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true", help="leave out the abstracts that claims.py reports on")
    parser.add_argument("--names", choices=("found", "gold"), default="found")
    parser.add_argument("--only", nargs="*", default=list(PENALTY))
    parser.add_argument("-o", type=Path, default=Path("kg/extract/claims/weights"))
    args = parser.parse_args()
    agree = scorer(args.shared).agree
    examples: dict[str, list[Example]] = {name: [] for name in PENALTY}
    for paper in annotated(args.shared, args.names, "found"):
        if not (args.held_out and paper.held_out):
            collect(paper, examples, agree)
    args.o.mkdir(parents=True, exist_ok=True)
    for name in args.only:
        weights = fit(examples[name], PENALTY[name])
        write(args.o / f"{name}.tsv", weights)
        print(f"{name:9s} {len(examples[name]):6d} examples, {len(weights):5d} weights", file=sys.stderr)


def collect(paper: Annotated, examples: dict[str, list[Example]], agree) -> None:
    """Add what one paper teaches to the examples of every decision."""
    from annotated import aligned

    document = paper.document
    claims = {id(quantity): claim for quantity, claim in aligned(document, paper.gold)}
    things = Things(document)
    for number, where, reading in readings(document):
        for position, ref in enumerate(reading.refs):
            if not isinstance(ref, Quantity):
                continue
            claim = claims.get(id(ref))
            cues = number_cues(reading, position, where)
            examples["result"].append(([cues, []], [claim is not None, claim is None], 1.0))
            if claim is None:
                continue
            kind = claim["kind"]
            examples["kind"].append(
                ([[f"{k}{SEPARATOR}{cue}" for cue in cues] for k in KINDS], [k == kind for k in KINDS], 1.0)
            )
            cues = phase_cues(reading, position, kind)
            phase = claim["phase"] or "none"
            examples["phase"].append(
                (
                    [[f"{p}{SEPARATOR}{cue}" for cue in cues] for p in PHASE_LABELS],
                    [p == phase for p in PHASE_LABELS],
                    1.0,
                )
            )
            place = Place(reading, position, number, kind)
            examples["metric"] += metric_example(place, claim["metric"])
            for slot in slots.FILLERS:
                examples[slot] += slot_example(slot, place, things, claim[slot], agree)


def metric_example(place: Place, gold: str | None) -> Iterable[Example]:
    """The phrases of a claim, those right that share most words with the annotated metric."""
    found = metric.metric_phrases(place)
    options = [metric.phrase_cues(place, phrase) for phrase in found] + [metric.empty_cues(place)]
    shares = [overlap(gold or "", metric.metric_text(place, phrase)) for phrase in found]
    best = max(shares, default=0.0)
    if gold and not best:
        return
    yield options, [share == best > 0 for share in shares] + [not gold], 1.0


def overlap(a: str, b: str) -> float:
    """The share of the words of two phrases that they have in common."""
    left, right = (
        {w for w in text.lower().replace("-", " ").split() if w not in ("the", "of", "a", "and")} for text in (a, b)
    )
    return len(left & right) / max(len(left | right), 1)


def slot_example(slot: str, place: Place, things: Things, gold: str | None, agree) -> Iterable[Example]:
    """The candidates of a slot, those right that agree with the annotated one."""
    filler = slots.Filler(place, things.near(place.sentence))
    found = filler.options(slot)
    if not found:
        return
    right = [bool(gold) and agree(slot, gold, name) for name, _ in found]
    if gold and not any(right):
        return
    yield [cues for _, cues in found] + [filler.empty_cues(slot)], [*right, not gold], 1.0


def fit(examples: Sequence[Example], penalty: float, rounds: int = 300) -> dict[str, float]:
    """The weights of cues under which the right options of the examples are most likely."""
    rows = [cues for options, _, _ in examples for cues in options]
    seen = Counter(cue for cues in rows for cue in set(cues))
    names = sorted(cue for cue, count in seen.items() if count >= LEAST)
    number = {cue: i for i, cue in enumerate(names)}
    columns = [np.array([number[cue] for cue in cues if cue in number], dtype=np.int64) for cues in rows]
    column = np.concatenate(columns)
    row = np.repeat(np.arange(len(rows)), [len(c) for c in columns])
    sizes = np.array([len(options) for options, _, _ in examples])
    start = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(examples)), sizes)
    right = np.array([flag for _, flags, _ in examples for flag in flags], dtype=float)
    share = np.array([weight for _, _, weight in examples])
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
