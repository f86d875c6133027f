"""``kg eval``: how well papers were read, against annotated ones."""

from typing import Any

import click
import msgspec

from kg.cli.options import json_option, quiet_option
from kg.evaluate import calibration, recall, records, scores
from kg.evaluate.calibration import HEADS, Outcome
from kg.evaluate.intervals import DRAWS, SHARE, Interval, intervals
from kg.evaluate.records import SLOTS
from kg.evaluate.scores import GROUPS, MEASURES, SLOT, Counts, Key, Tally

Intervals = dict[Key, Interval]
Outcomes = dict[str, list[Outcome]]

_RECALL = ("seen", "unseen")
_CELL = "<22"


@click.command()
@click.argument("gold")
@click.argument("predicted")
@click.option(
    "--train", multiple=True, metavar="FILE",
    help="Annotated papers that the reader was made with: recall is told apart for names that they have, and for new"
    " ones. Papers that GOLD holds too are left out of them. May be given more than once.",
)  # fmt: skip
@quiet_option
@json_option
def eval_command(gold: str, predicted: str, train: tuple[str, ...], quiet: bool, as_json: bool) -> None:
    """Measure what was found in papers against what annotators found.

    GOLD and PREDICTED hold a paper each record, as JSON or JSON Lines, gzip-ed or not: what kg extract writes, or
    annotation of the same form. Papers meet by their id. Docs: docs/evaluation.md.

    \b
    Examples:
      kg extract texts.json -o found.jsonl && kg eval gold.json found.jsonl
      kg eval held-out.json found.jsonl --train gold.json
      kg eval gold.json found.jsonl --json | jq .entities.f1
    """
    annotated, found = records.load(gold), records.load(predicted)
    papers = records.pairs(annotated, found)
    training = [record for path in train for key, record in records.load(path).items() if key not in annotated]
    if not quiet:
        for line in records.unmatched(annotated, found):
            click.echo(f"kg: {line}", err=True)
    by_paper = [scores.count(pair) for pair in papers]
    counts = scores.total(by_paper)
    bounds = intervals(by_paper)
    seen = recall.recall(papers, recall.names(training)) if train else None
    outcomes = {head: calibration.outcomes(papers, head) for head in HEADS}
    if as_json:
        answer = scores.figures(counts) | _extras(len(papers), bounds, seen, outcomes)
        click.echo(msgspec.json.format(msgspec.json.encode(answer)))
        return
    for line in (*_scored(counts), *_bounded(len(papers), bounds), *_recalled(seen), *_calibrated(outcomes)):
        click.echo(line)


def _scored(counts: Counts) -> list[str]:
    """The scorer's lines."""
    figures = scores.figures(counts)
    lines = [
        f"{name:17s} P {f['p']:.3f}  R {f['r']:.3f}  F1 {f['f1']:.3f}   gold {f['gold']:5d}  predicted {f['pred']:5d}"
        for name in MEASURES
        for f in [figures[name]]
    ]
    for group in GROUPS:
        members = (f"{name} {figure['f1']:.2f} ({figure['gold']})" for name, figure in figures[group].items())
        lines.append(f"{group} {'  '.join(members)}")
    slots = (f"{slot} {figure['accuracy']} ({figure['n']})" for slot, figure in figures["claim_slots"].items())
    return [*lines, f"claim slots {'  '.join(slots)}"]


def _bounded(papers: int, bounds: Intervals) -> list[str]:
    """Intervals of F1, and of the accuracy of slots that are annotated."""
    lines = ["", f"{SHARE:.0%} intervals, from {DRAWS:,} draws of the {papers:,} papers"]
    lines += [f"{name:17s} F1 {_span(bounds[name, None])}" for name in MEASURES]
    slots = (f"{slot} {_span(bounds[SLOT, slot])}" for slot in SLOTS if (SLOT, slot) in bounds)
    return [*lines, f"claim slots {'  '.join(slots)}"]


def _span(bounds: Interval) -> str:
    return f"{bounds[0]:.3f}-{bounds[1]:.3f}"


def _recalled(seen: tuple[Tally, Tally] | None) -> list[str]:
    if seen is None:
        return []
    told = (f"{title} {tally.recall:.3f} ({tally.gold})" for title, tally in zip(_RECALL, seen, strict=True))
    return ["", f"recall of names, by whether training has them: {'  '.join(told)}"]


def _calibrated(outcomes: Outcomes) -> list[str]:
    """The calibration errors, and the bins: mean confidence, share right and finds of each."""
    if not any(outcomes.values()):
        return ["", "calibration: the predicted papers hold no confidence"]
    columns = {
        head: {"error": f"{calibration.error(found):.3f} ({len(found)})"}
        | {f"{one.low:.1f}-{one.high:.1f}": f"{one.confidence:.3f} {one.right:.3f} ({one.finds})"
           for one in calibration.reliability(found)}
        for head, found in outcomes.items() if found
    }  # fmt: skip
    rows = sorted({row for column in columns.values() for row in column}, key=lambda row: (row != "error", row))
    cells = [["calibration", *columns], *([row, *(column.get(row, "") for column in columns.values())] for row in rows)]
    return [
        "",
        "calibration error (finds); by confidence: its mean, share right (finds)",
        *("".join(f"{cell:{_CELL}}" for cell in row).rstrip() for row in cells),
    ]


def _extras(papers: int, bounds: Intervals, seen: tuple[Tally, Tally] | None, outcomes: Outcomes) -> dict[str, Any]:
    """What stands beside the scorer's figures, for a program."""
    return {
        "papers": papers,
        "intervals": {name: _ends(bounds[name, None]) for name in MEASURES}
        | {"claim_slots": {slot: _ends(bounds[SLOT, slot]) for slot in SLOTS if (SLOT, slot) in bounds}},
        "recall": None if seen is None else {
            title: {"r": round(tally.recall, 4), "gold": tally.gold} for title, tally in zip(_RECALL, seen, strict=True)
        },
        "calibration": {
            head: {"error": round(calibration.error(found), 4), "finds": len(found),
                   "bins": [one._asdict() for one in calibration.reliability(found)]}
            for head, found in outcomes.items() if found
        },
    }  # fmt: skip


def _ends(bounds: Interval) -> list[float]:
    return [round(bound, 4) for bound in bounds]
