#!/usr/bin/env python3
"""How many annotated numbers and URLs are found: ``python benchmarks/quantities.py --shared ../shared [--misses]``.

For the trending page and for arXiv apart, over all annotated abstracts and over the fifth of them that is held out (see
`annotated.py`): the share of claims whose value and unit are among the quantities of
their abstract (one quantity answers one claim), of ranges whose upper end is right, of qualifiers that are right where
the annotation names one; how many quantities an abstract has; and F1 of the URLs. Ends with the time of both stages:
the best of five passes over the same texts.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotated import PARTS, scorer

from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.extract.neural.train.papers import held_out, papers
from kg.extract.quantities import find_quantities
from kg.model import Quantity

Gold = dict[str, Any]


class Figures:
    """The sums behind one row of the table."""

    def __init__(self, urls: Any) -> None:
        self.papers = self.claims = self.found = self.quantities = 0
        self.ranges = self.ranges_right = self.qualifiers = self.qualifiers_right = 0
        self.urls = urls

    def row(self, name: str) -> str:
        """A row of the Markdown table."""
        urls = self.urls.figures()
        return (
            f"| {name} | {self.papers} | {self.claims} | {share(self.found, self.claims)} "
            f"| {share(self.ranges_right, self.ranges)} | {share(self.qualifiers_right, self.qualifiers)} "
            f"| {self.quantities / max(1, self.papers):.2f} | {urls['gold']} | {urls['f1']:.3f} |"
        )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds eval/")
    parser.add_argument("--misses", action="store_true", help="list every claim whose number was not found")
    arguments = parser.parse_args()
    score = scorer(arguments.shared)
    print("| abstracts | papers | claims | value+unit | ranges | qualifiers | quantities a paper | URLs | URL F1 |")
    print("|---|---|---|---|---|---|---|---|---|")
    texts: list[str] = []
    everything = papers(arguments.shared)
    held = held_out(everything)
    for part in PARTS:
        rows = {name: Figures(score.Tally()) for name in (part, f"{part}, held out")}
        for paper in everything:
            if paper.part != part:
                continue
            document = Document(paper.text, len(paper.title))
            find_artifacts(document)
            find_quantities(document)
            texts.append(document.text)
            counted = [figures for name, figures in rows.items() if name == part or paper.id in held]
            misses = [count(figures, document, paper.gold, score) for figures in counted]
            if arguments.misses:
                print(*(f"<!-- {paper.id}: {miss} -->" for miss in misses[0]), sep="\n", end="\n" * bool(misses[0]))
        for name, figures in rows.items():
            print(figures.row(name))
    characters = sum(map(len, texts)) / len(texts)
    for stage in (find_artifacts, find_quantities):
        print(f"\n{stage.__name__}: {1e3 * best(stage, texts):.3f} ms for an abstract of {characters:.0f} characters")


def count(figures: Figures, document: Document, gold: Gold, score: Any) -> list[str]:
    """Add one paper to the figures; gives its claims that were missed."""
    figures.papers += 1
    figures.quantities += len(document.quantities)
    figures.urls.add(
        {score.norm_url(artifact["url"]) for artifact in gold["artifacts"]},
        {score.norm_url(artifact.url) for artifact in document.artifacts},
    )
    free: dict[tuple[Any, ...], list[Quantity]] = {}
    for quantity in document.quantities:
        free.setdefault(score.claim_key({"value": quantity.value, "unit": quantity.unit}, False), []).append(quantity)
    values = Counter(quantity.value for quantity in document.quantities)
    missed = []
    for claim in gold["claims"]:
        figures.claims += 1
        same = free.get(score.claim_key(claim, False), [])
        if not same:
            other = "another unit" if values[claim["value"]] else "no such number"
            missed.append(f"{claim['value']} {claim['unit']!r} ({other}): {claim['evidence']}")
            continue
        start = document.text.find(claim["evidence"])
        end = start + len(claim["evidence"])
        quantity = min(same, key=lambda q: not start <= q.start < end)
        same.remove(quantity)
        figures.found += 1
        if claim["value_max"] is not None:
            figures.ranges += 1
            figures.ranges_right += quantity.value_max == claim["value_max"]
        if claim["qualifier"]:
            figures.qualifiers += 1
            figures.qualifiers_right += quantity.qualifier == claim["qualifier"]
    return missed


def best(stage: Callable[[Document], None], texts: list[str]) -> float:
    """Seconds a text in the best of five passes."""
    passes = []
    for _ in range(5):
        documents = [Document(text, 0) for text in texts]
        began = time.process_time()
        for document in documents:
            stage(document)
        passes.append((time.process_time() - began) / len(texts))
    return min(passes)


if __name__ == "__main__":
    main()
