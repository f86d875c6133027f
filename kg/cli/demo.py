"""``kg demo``: the bundled sample as a graph, and a first answer from it."""

import shutil
import sys
from pathlib import Path

import click

from kg.cli import output
from kg.cli.options import model_option, quiet_option
from kg.cli.query import open_engine
from kg.errors import GraphError
from kg.extract.readers import ReaderName
from kg.query import catalogue
from kg.query.answer import Answer
from kg.resources import SAMPLE
from kg.tables import Tables

DEFAULT = Path("demo-graph")

_ROWS = 12
_COLUMNS = (
    "subject", "ratio", "qualifier", "value", "value_max", "unit", "kind", "baseline", "hardware", "sentence", "paper",
)  # fmt: skip
_WIDEST = 120


@click.command("demo")
@click.option(
    "-o", "--output", "directory", type=click.Path(path_type=Path), default=DEFAULT, show_default=True,
    metavar="GRAPH", help="Where the graph goes.",
)  # fmt: skip
@model_option
@quiet_option
def demo_command(directory: Path, model: ReaderName, quiet: bool) -> None:
    """Build a graph of the bundled sample, and answer a first question from it.

    The sample is a trending page of fifty short summaries of real papers. The graph stays, to be asked more.

    \b
    Examples:
      kg demo
      kg demo -o /tmp/demo
    """
    from kg.building import build

    _check_place(directory)
    if not quiet:
        click.echo(f"kg: building {directory} from the bundled sample, {SAMPLE.name}", err=True)
    build([str(SAMPLE)], directory, model=model)
    engine = open_engine(directory, quiet=quiet)
    answer = _first(engine.answer(catalogue.find("who-beats-whom"), {}))
    click.echo(f"\nWho beats whom, by how much, on what hardware? ({len(answer)} of the answers)\n")
    terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)
    output.write(answer, "table", sys.stdout, width=width, colour=terminal and output.colours())
    if not quiet:
        click.echo(_next(directory), err=True)


def _check_place(directory: Path) -> None:
    """Refuse to replace a graph that is not an earlier demo's."""
    if (directory / "manifest.json").exists():
        inputs = [summary.name for summary in Tables(directory).manifest.inputs]
        if inputs != [SAMPLE.name]:
            raise GraphError(f"{directory}: holds another graph (of {', '.join(inputs)}); choose a new place with -o")


def _first(answer: Answer) -> Answer:
    """The rows that answer the question best: those that name the hardware first, the largest factors first."""
    places = [answer.names.index(name) for name in _COLUMNS]
    hardware = answer.names.index("hardware")
    rows = sorted(answer.rows, key=lambda row: row[hardware] is None)[:_ROWS]
    columns = [answer.columns[place] for place in places]
    return Answer(columns, [tuple(row[place] for place in places) for row in rows])


def _next(directory: Path) -> str:
    return (
        f"The graph is in {directory}. Ask it more:\n"
        f"  kg query -g {directory}\n"
        f"  kg query faster-than -p baseline=pytorch -g {directory}\n"
        f"  kg query claims-on-hardware -p hardware=gpu -f csv -g {directory}\n"
        "Or ask papers of your own:\n"
        "  kg build page.txt -o graph && kg query who-beats-whom"
    )
