"""How many of the names that the lexicon finds are right, and how fast it finds them.

    python benchmarks/lexicon.py --shared ../shared [--part held-out] [--worst 40]

A find is a (form, type) pair of one paper. It is right if the annotation has that pair with the same canonical name;
`pair` asks only form and type, `coarse` only whether the thing is software, a method or model, a dataset and so on.
`lexicon` are the finds of the listed names and of the abbreviations of such names; `coined` those of abbreviations that
a paper makes of names that are not listed. `held-out` is the fifth of the papers that the lexicon had not been made
from when the figures in docs/lexicon.md were taken.
"""

import argparse
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from kg import lexicon
from kg.extract.abbreviations import find_abbreviations
from kg.extract.document import Document
from kg.extract.names import find_names

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


def held_out(paper_id: str) -> bool:
    return int(hashlib.sha256(paper_id.encode()).hexdigest(), 16) % 5 == 0


def load(folder: Path, name: str, part: str) -> list[tuple[dict, Document]]:
    texts = {text["id"]: text for text in json.loads((folder / f"{name}-texts.json").read_text(encoding="utf-8"))}
    papers = []
    for gold in json.loads((folder / f"{name}-gold.json").read_text(encoding="utf-8")):
        if part == "all" or (part == "held-out") == held_out(gold["id"]):
            text = texts[gold["id"]]
            papers.append((gold, Document(f"{text['title']}\n{text['abstract']}", len(text["title"]))))
    return papers


def share(right: int, found: int) -> str:
    return f"{right / found:6.3f}" if found else "     -"


def score(papers: list[tuple[dict, Document]], wrong: Counter) -> None:
    tallies: dict[str, Counter] = defaultdict(Counter)
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


def milliseconds(papers: list[tuple[dict, Document]], stage: Callable[[Document], None]) -> float:
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
    wrong: Counter = Counter()
    for name in ("dev", "arxiv"):
        papers = load(arguments.shared / "eval", name, arguments.part)
        found = milliseconds(papers, lambda document: find_names(document, names))
        defined = milliseconds(papers, lambda document: find_abbreviations(document, names))
        kind = "page" if name == "dev" else "arXiv"
        print(f"\n{kind}: names {found:.3f} ms, abbreviations {defined:.3f} ms an abstract")
        score(papers, wrong)
    for line, count in wrong.most_common(arguments.worst):
        print(count, line)


if __name__ == "__main__":
    main()
