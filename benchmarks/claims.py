"""Scores `find_claims` on annotated abstracts, the page and arXiv apart, and times it.

    python benchmarks/claims.py --shared ../shared                          # the held-out fifth, as found
    python benchmarks/claims.py --shared ../shared --part all --names gold  # everything, with the annotated names

The held-out fifth is that of `annotated.py`, read with the lexicon without the names that only it uses. The committed
weights are fitted on all annotated abstracts. For figures on abstracts that no weight has seen, fit without the fifth
first and name that folder: ``fit_claims.py --held-out -o DIR``, then ``claims.py --weights DIR``.
"""

import argparse
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from annotated import PARTS, Annotated, annotated, scorer, unlearnt

from kg.extract.claims import find_claims, weights

Row = dict[str, Any]
Rows = dict[str, Row]
SLOTS = ("subject", "baseline", "model", "dataset", "hardware", "task", "metric", "phase", "qualifier")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--part", choices=("held-out", "fitted", "all"), default="held-out")
    parser.add_argument("--names", choices=("found", "gold"), default="found")
    parser.add_argument("--numbers", choices=("found", "gold"), default="found")
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the committed ones")
    parser.add_argument("--errors", action="store_true", help="list what is missed and what is spurious")
    args = parser.parse_args()
    if args.weights:
        weights.folder = args.weights
    rules = scorer(args.shared)
    known = unlearnt(args.shared) if args.part == "held-out" else None
    papers = [
        paper
        for paper in annotated(args.shared, args.names, args.numbers, known)
        if args.part == "all" or paper.held_out == (args.part == "held-out")
    ]
    began = time.perf_counter()
    for paper in papers:
        find_claims(paper.document)
    spent = time.perf_counter() - began
    for part in PARTS:
        report(part, [paper for paper in papers if paper.part == part], rules, args.errors)
    found = [claim for paper in papers for claim in paper.document.claims]
    print(f"{len(papers)} abstracts, {len(found)} claims: {spent / max(len(papers), 1) * 1e3:.3f} ms an abstract")


def report(part: str, papers: list[Annotated], rules: ModuleType, errors: bool) -> None:
    """Print the figures of one part."""
    golds = {paper.gold["id"]: {**paper.gold, "entities": [], "relations": [], "artifacts": []} for paper in papers}
    found = {
        paper.gold["id"]: {
            "entities": [],
            "relations": [],
            "artifacts": [],
            "claims": [msgspec.to_builtins(claim) for claim in paper.document.claims],
        }
        for paper in papers
    }
    figures, wrong = rules.score(golds, found)
    print(f"== {part}: {len(papers)} abstracts")
    for name in ("claims", "claims_value"):
        f = figures[name]
        print(f"{name:13s} P {f['p']:.3f}  R {f['r']:.3f}  F1 {f['f1']:.3f}  gold {f['gold']}  found {f['pred']}")
    print("kinds     ", "  ".join(f"{kind} {f['f1']:.2f} ({f['gold']})" for kind, f in figures["by_kind"].items()))
    print(
        "slots     ",
        "  ".join(f"{s} {v['accuracy']:.2f} ({v['n']})" for s, v in figures["claim_slots"].items() if v["n"]),
    )
    print("precision ", "  ".join(f"{slot} {value:.2f}" for slot, value in slot_precision(golds, found, rules)))
    print(
        "confidence", "  ".join(f"{low:.1f}+ {right:.2f} ({n})" for low, right, n in calibration(golds, found, rules))
    )
    if errors:
        for error in wrong:
            print(*error, sep="\t")


def slot_precision(golds: Rows, found: Rows, rules: ModuleType) -> Iterable[tuple[str, float]]:
    """For each slot: of the found claims that fill it, how many agree with the annotation (empty there is wrong)."""
    pairs = list(matched(golds, found, rules))
    for slot in SLOTS:
        filled = [(gold, claim) for gold, claim in pairs if claim[slot]]
        right = sum(bool(gold[slot]) and rules.agree(slot, gold[slot], claim[slot]) for gold, claim in filled)
        yield slot, right / max(len(filled), 1)


def calibration(golds: Rows, found: Rows, rules: ModuleType) -> Iterable[tuple[float, float, int]]:
    """For each step of confidence, how many of its claims are right in value, unit and kind."""
    right = {id(claim) for _, claim in matched(golds, found, rules)}
    claims = [claim for row in found.values() for claim in row["claims"]]
    for step in range(2, 10):
        here = [claim for claim in claims if min(int(claim["confidence"] * 10), 9) == step]
        if here:
            yield step / 10, sum(id(claim) in right for claim in here) / len(here), len(here)


def matched(golds: Rows, found: Rows, rules: ModuleType) -> Iterable[tuple[Row, Row]]:
    """The pairs of annotated and found claims that agree in value, unit and kind."""
    for pid, gold in golds.items():
        left = list(found[pid]["claims"])
        for claim in gold["claims"]:
            hits = [other for other in left if rules.claim_key(other) == rules.claim_key(claim)]
            if hits:
                best = max(hits, key=lambda o: sum(rules.agree(s, claim[s], o[s]) for s in SLOTS if claim[s]))
                left = [other for other in left if other is not best]
                yield claim, best


if __name__ == "__main__":
    main()
