"""How many of the names that the lexicon finds are right, and how fast it finds them.

    python benchmarks/lexicon.py --shared ../shared [--part held-out] [--worst 40]

A find is a (form, type) pair of one paper. It is right if the annotation has that pair with the same canonical name;
`pair` asks only form and type, `coarse` only whether the thing is software, a method or model, a dataset and so on.
`lexicon` are the finds of the listed names and of the abbreviations of such names; `coined` those of abbreviations that
a paper makes of names that are not listed. `held-out` is the fifth of `annotated.py`, read with the lexicon without the
names that only this fifth uses.
"""

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotated import PARTS, unlearnt

from kg import lexicon
from kg.extract.abbreviations import find_abbreviations
from kg.extract.document import Document
from kg.extract.names import find_names
from kg.extract.neural.train.papers import held_out, papers

COARSE = {"Framework": "Software", "Library": "Software", "Model": "Method"}
VENDOR = re.compile(
    r"^(nvidia|intel|amd|xilinx|arm|apple|google|huawei|qualcomm|microsoft|facebook|meta|amazon|ibm|openai)\s+"
)
COINED = "abbreviation-coined"


def normal(name: str) -> str:
    """The scorer's normal form of a canonical name: without vendor, class of device, punctuation and plural."""
    name = VENDOR.sub("", name.casefold().strip())
    name = re.sub(r"[^a-z0-9+]", "", re.sub(r"\s+(gpus?|cpus?|fpgas?)$", "", name))
    return name[:-1] if len(name) > 3 and name.endswith("s") and not name.endswith("ss") else name


def documents(shared: Path, part: str) -> dict[str, list[tuple[dict[str, Any], Document]]]:
    """The papers to measure on, each with its annotation, by part."""
    everything = papers(shared)
    held = held_out(everything)
    found: dict[str, list[tuple[dict[str, Any], Document]]] = {name: [] for name in PARTS}
    for paper in everything:
        if part == "all" or (part == "held-out") == (paper.id in held):
            found[paper.part].append((paper.gold, Document(paper.text, len(paper.title))))
    return found


def share(right: int, found: int) -> str:
    return f"{right / found:6.3f}" if found else "     -"


def score(papers: list[tuple[dict[str, Any], Document]], wrong: Counter[str]) -> None:
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    golds = 0
    for gold, document in papers:
        pairs = {(e["text"], e["type"]): normal(e["canonical"]) for e in gold["entities"]}
        coarse = {(form, COARSE.get(kind, kind)): canonical for (form, kind), canonical in pairs.items()}
        golds += len(pairs)
        found = {(m.text, m.type.value): m for m in reversed(document.mentions)}
        for (form, kind), mention in found.items():
            canonical = normal(mention.canonical)
            right = pairs.get((form, kind)) == canonical
            outcome = {
                "found": 1,
                "right": right,
                "pair": (form, kind) in pairs,
                "coarse": coarse.get((form, COARSE.get(kind, kind))) == canonical,
            }
            group = "coined" if mention.rule == COINED else "lexicon"
            for key in ("all", group, f"rule {mention.rule}", *([f"type {kind}"] if group == "lexicon" else [])):
                tallies[key].update(outcome)
            if not right:
                wrong[f"{form} > {mention.canonical} ({kind})"] += 1
    print(f"{len(papers)} papers, {golds} annotated pairs")
    print(f"{'':28s} found  right  precision  pair   coarse  recall")
    for key in sorted(tallies, key=lambda key: (" " in key, key)):
        t = tallies[key]
        print(
            f"{key:28s} {t['found']:5d}  {t['right']:5d}    {share(t['right'], t['found'])}"
            f" {share(t['pair'], t['found'])} {share(t['coarse'], t['found'])}  {share(t['right'], golds)}"
        )


def milliseconds(papers: list[tuple[dict[str, Any], Document]], stage: Callable[[Document], None]) -> float:
    """The time of a stage for one abstract, each stage run once over all."""
    began = time.perf_counter()
    for _, document in papers:
        stage(document)
    return 1e3 * (time.perf_counter() - began) / max(1, len(papers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds eval/")
    parser.add_argument("--part", choices=("all", "held-out", "rest"), default="all")
    parser.add_argument("--worst", type=int, default=0, help="list so many of the most frequent wrong finds")
    arguments = parser.parse_args()
    began = time.perf_counter()
    names = lexicon.load()
    read = time.perf_counter()
    names.matcher.find("warm up")
    built = time.perf_counter()
    names.lookup("warm up")
    print(f"{len(names.entries)} entries: read in {1e3 * (read - began):.0f} ms, matcher {1e3 * (built - read):.0f} ms")
    if arguments.part == "held-out":
        names = unlearnt(arguments.shared)
        names.matcher.find("warm up")
    wrong: Counter[str] = Counter()
    for part, chosen in documents(arguments.shared, arguments.part).items():
        found = milliseconds(chosen, lambda document: find_names(document, names))
        defined = milliseconds(chosen, lambda document: find_abbreviations(document, names))
        print(f"\n{part}: names {found:.3f} ms, abbreviations {defined:.3f} ms an abstract")
        score(chosen, wrong)
    for line, count in wrong.most_common(arguments.worst):
        print(count, line)


if __name__ == "__main__":
    main()
