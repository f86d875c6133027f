#!/usr/bin/env python3
"""Quality and speed of extraction: ``python benchmarks/extraction.py --shared ../shared [--limit N] [--held-out]``.

Prints Markdown. First the figures of the scorer that comes with the annotated abstracts, page and arXiv apart, and
those of the relation rules where the names are given; with --held-out for the fifth of `annotated.py` alone, by the
lexicon without the names that only this fifth uses, and with --weights by claims' weights that were fitted without it.
Then abstracts a second on one core, over the first N of the corpus, stage by stage, and how that compares with cutting
the same texts into tokens by spaCy's `blank("en")`. Speeds are medians of `RUNS` runs in one process: between machines
only the ratios hold.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
import spacy
from annotated import PARTS, Annotated, annotated, scorer, unlearnt

from kg.extract.claims import weights
from kg.extract.document import Document
from kg.extract.pipeline import STAGES, Extractor
from kg.extract.relations import find_relations
from kg.model import Paper
from kg.sources import read

CORPUS = "arxiv-20k.jsonl.gz"
RUNS = 3
TOKENIZED = 2_000
"""Texts that spaCy cuts; it is slow, and its rate needs no more."""

MEASURES = {
    "entities": "entities (form and type)",
    "entities_relaxed": "entities, forms that share a word",
    "entities_coarse": "entities, coarse types",
    "canonical": "canonical name and coarse type",
    "relations": "relations",
    "claims": "claims (value, unit, kind)",
    "claims_value": "claims, value and unit",
    "artifacts": "artifacts",
}
GROUPS = {"by_type": "entity type", "by_relation": "relation", "by_kind": "claim kind"}

Figures = dict[str, Any]
Run = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with eval/ and corpus/")
    parser.add_argument("--limit", type=int, default=20_000, help="abstracts to time (default: %(default)s)")
    parser.add_argument("--held-out", action="store_true", help="score only the fifth that is held out")
    parser.add_argument("--weights", type=Path, help="a folder of claim weights other than the committed ones")
    arguments = parser.parse_args()
    if arguments.weights:
        weights.folder = arguments.weights
    print_quality(arguments.shared, held_out=arguments.held_out)
    print_speed(arguments.shared, arguments.limit)


def print_quality(shared: Path, *, held_out: bool) -> None:
    extractor = Extractor(unlearnt(shared) if held_out else None, "rules")

    def finish(paper: Annotated) -> Figures:
        """What the extractor finds in the paper."""
        return plain(extractor.read(paper.document.text, paper.document.title_end))

    found = score(shared, annotated(shared, "found", "found"), finish, held_out=held_out)
    given = score(shared, annotated(shared, "gold", "found"), relate, held_out=held_out)
    print(f"\n## Quality, rules only{', held-out abstracts' if held_out else ''}\n")
    rows = [(title, [found[part][measure] for part in PARTS]) for measure, title in MEASURES.items()]
    rows.append(("relations, names given", [given[part]["relations"] for part in PARTS]))
    print_figures("measure", rows)
    for group, title in GROUPS.items():
        names = sorted({name for part in PARTS for name in found[part][group] if name != "None"})
        print()
        print_figures(title, [(name, [found[part][group].get(name) for part in PARTS]) for name in names])
    print()
    print_row("claim slot", *(f"{part}: right, of" for part in PARTS))
    print_row("---", *("---:" for _ in PARTS))
    for slot in found["page"]["claim_slots"]:
        cells = [found[part]["claim_slots"][slot] for part in PARTS]
        print_row(slot, *("" if cell["accuracy"] is None else f"{cell['accuracy']:.2f}, {cell['n']}" for cell in cells))


def score(
    shared: Path, papers: Iterable[Annotated], predict: Callable[[Annotated], Figures], *, held_out: bool
) -> dict[str, Figures]:
    """The scorer's figures for each part."""
    golds: dict[str, Figures] = {part: {} for part in PARTS}
    predicted: dict[str, Figures] = {part: {} for part in PARTS}
    for paper in papers:
        if held_out and not paper.held_out:
            continue
        golds[paper.part][paper.gold["id"]] = paper.gold
        predicted[paper.part][paper.gold["id"]] = predict(paper)
    module = scorer(shared)
    return {part: module.score(golds[part], predicted[part])[0] for part in PARTS}


def relate(paper: Annotated) -> Figures:
    """What the relation rules make of the annotated names."""
    find_relations(paper.document)
    return plain(paper.document)


def plain(document: Document) -> Figures:
    return {
        "entities": msgspec.to_builtins(document.mentions),
        "relations": msgspec.to_builtins(document.relations),
        "claims": msgspec.to_builtins(document.claims),
        "artifacts": msgspec.to_builtins(document.artifacts),
        "license": document.license,
    }


def print_figures(title: str, rows: list[tuple[str, list[Figures | None]]]) -> None:
    print_row(title, *(f"{part} {figure}" for part in PARTS for figure in ("P", "R", "F1", "of")))
    print_row("---", *("---:" for _ in range(4 * len(PARTS))))
    for name, parts in rows:
        cells = []
        for figures in parts:
            if figures is None:
                cells += ["", "", "", "0"]
            else:
                cells += [f"{figures[key]:.3f}" for key in ("p", "r", "f1")] + [str(figures["gold"])]
        print_row(name, *cells)


def print_row(*cells: str) -> None:
    print("|", " | ".join(cells), "|")


def print_speed(shared: Path, limit: int) -> None:
    papers = list(islice(read([str(shared / "corpus" / CORPUS)], report=print), limit))
    extractor = Extractor(model="rules")
    extractor.extract(papers[0])
    rates = [rate(extractor.extract, papers) for _ in range(RUNS)]
    tokenizer = spacy.blank("en").tokenizer
    texts = [paper.text for paper in papers[:TOKENIZED]]
    tokenizer_rates = [rate(tokenizer, texts) for _ in range(RUNS)]
    extraction, tokenization = median(rates), median(tokenizer_rates)
    print(f"\n## Speed on one core, {len(papers)} abstracts of {CORPUS}\n")
    print_row("what", "abstracts/s", "runs", "ratio")
    print_row("---", "---:", "---:", "---:")
    print_row("extraction", f"{extraction:.0f}", spread(rates), f"{extraction / tokenization:.2f}")
    print_row("spaCy `blank('en')`, tokens only", f"{tokenization:.0f}", spread(tokenizer_rates), "1")
    seconds = profile(extractor, papers)
    print()
    print_row("stage", "ms an abstract", "share")
    print_row("---", "---:", "---:")
    total = sum(seconds.values())
    for stage, spent in seconds.items():
        print_row(stage, f"{spent / len(papers) * 1000:.3f}", f"{spent / total:.0%}")


def profile(extractor: Extractor, papers: list[Paper]) -> dict[str, float]:
    """Seconds spent in each stage."""
    seconds = dict.fromkeys(STAGES, 0.0)
    for paper in papers:
        document = Document(paper.text, len(paper.title))
        for name, stage in STAGES.items():
            began = time.perf_counter()
            stage(document, extractor.lexicon)
            seconds[name] += time.perf_counter() - began
    return seconds


def rate(work: Callable[[Any], object], things: Sequence[object]) -> float:
    """Things a second; what is made of them is let go, as a build does."""
    began = time.perf_counter()
    for thing in things:
        work(thing)
    return len(things) / (time.perf_counter() - began)


def spread(rates: list[float]) -> str:
    return f"{min(rates):.0f}-{max(rates):.0f}"


if __name__ == "__main__":
    main()
