"""``kg query``: a canned question with its parameters, or a SPARQL text of one's own."""

import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import click

from kg.cli import output
from kg.cli.options import graph_option, quiet_option
from kg.errors import QueryError
from kg.query import catalogue
from kg.query.answer import Answer
from kg.query.catalogue import Column, Parameter, Query
from kg.query.sparql import SparqlEngine
from kg.tables import Tables

STDIN = Path("-")

_PATIENCE = 0.5
"""Seconds between two signs of progress."""


@click.command("query")
@click.argument("name", required=False)
@click.option(
    "-p",
    "--parameter",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="A parameter; an empty VALUE lifts its default.",
)
@click.option(
    "--file", type=click.Path(path_type=Path), metavar="FILE", help="Run the SPARQL text in FILE; - is standard input."
)
@click.option("--show", is_flag=True, help="Show the question, its parameters and its text, and run nothing.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(output.FORMATS),
    default="table",
    show_default=True,
    help="How to write the rows.",
)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="The most rows to show; 0 is all. By default each question has its own.",
)
@graph_option
@quiet_option
def query_command(
    name: str | None,
    given: tuple[str, ...],
    file: Path | None,
    show: bool,
    form: str,
    limit: int | None,
    graph: Path,
    quiet: bool,
) -> None:
    """Answer a question from the graph; without a NAME, list the questions.

    Things may be called by any of their names: -p baseline=torch is PyTorch. A thing stands for its more special kinds
    too: -p hardware=gpu finds what is said of an A100. Rows come in the same order every time.

    \b
    Examples:
      kg query                                            the questions
      kg query who-beats-whom --show                      one question, its parameters and its text
      kg query who-beats-whom -p baseline=pytorch -n 10
      kg query runs-on -p hardware=fpga -f csv > fpga.csv
      echo 'SELECT * { ?s kg:outperforms ?o }' | kg query --file -
    """
    if name and file:
        raise click.UsageError("give a NAME or --file, not both")
    if file:
        if given or show:
            raise click.UsageError("a text of your own takes neither -p nor --show")
        text = _text(file)
        engine = open_engine(graph, quiet=quiet)
        with _interruptible():
            answer = engine.run(text, origin="the text" if file == STDIN else str(file), limit=limit or None)
    elif name is None:
        _list(form)
        return
    else:
        query = catalogue.find(name)
        parameters = dict(map(_pair, given))
        if show:
            _show(query)
            return
        engine = open_engine(graph, quiet=quiet)
        with _interruptible():
            answer = engine.answer(query, parameters, limit=query.limit if limit is None else limit or None)
    write(answer, form)
    if not quiet:
        _remark(answer, catalogue.find(name).no_rows if name else None)


def write(answer: Answer, form: str) -> None:
    """Write an answer to standard output; a table fits the terminal, if that is one."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else None
    output.write(answer, form, sys.stdout, width=width, colour=terminal and output.colours())


def open_engine(graph: Path, *, quiet: bool) -> SparqlEngine:
    """The engine of a graph; it tells on standard error when it builds an index, and how far it is."""
    shown = not quiet and sys.stderr.isatty()
    told = time.monotonic()

    def notice(line: str) -> None:
        if not quiet:
            click.echo(f"kg: {line}", err=True)

    def progress(done: int, total: int) -> None:
        nonlocal told
        if shown and (done == total or time.monotonic() > told + _PATIENCE):
            told = time.monotonic()
            line = "" if done == total else f"{done * 100 // total} % loaded"
            click.echo(f"\r{line:<12}\r", nl=False, err=True)

    return SparqlEngine(Tables(graph), notice=notice, progress=progress)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once; Python would hear it only when Oxigraph has done its work.

    An index that was being built is swept by the next query.
    """
    handler = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _text(file: Path) -> str:
    try:
        return sys.stdin.read() if file == STDIN else file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: is no UTF-8 text ({error.reason} at byte {error.start})") from None


def _pair(given: str) -> tuple[str, str | None]:
    """``key=value`` as a pair; an empty value is None, which lifts a default."""
    key, equals, value = given.partition("=")
    if not equals or not key:
        raise click.BadParameter(f"{given!r} is not KEY=VALUE", param_hint="-p")
    return key, value or None


def _remark(answer: Answer, no_rows: str | None) -> None:
    """Say on standard error what the rows alone do not."""
    if answer.more:
        click.echo(f"kg: the first {len(answer)} rows; -n 0 gives all", err=True)
    elif not answer:
        click.echo(f"kg: no rows{f'; {no_rows}' if no_rows else ''}", err=True)


def _list(form: str) -> None:
    """Write the catalogue."""
    queries = list(catalogue.load().values())
    if form != "table":
        rows = [(query.name, query.topic, query.title, query.question) for query in queries]
        write(Answer([Column(name, "string") for name in ("name", "topic", "title", "question")], rows), form)
        return
    formatter = click.HelpFormatter(width=min(shutil.get_terminal_size().columns, 120))
    for topic, group in groupby(queries, key=attrgetter("topic")):
        with formatter.section(topic):
            formatter.write_dl([(query.name, query.question) for query in group])
    formatter.write_paragraph()
    formatter.write_text("kg query NAME answers one; kg query NAME --show tells its parameters and its text.")
    click.echo(formatter.getvalue().lstrip("\n"), nl=False)


def _show(query: Query) -> None:
    """Write a question, its parameters, and its text."""
    formatter = click.HelpFormatter(width=min(shutil.get_terminal_size().columns, 120))
    formatter.write_text(f"{query.name}: {query.question}")
    if query.parameters:
        with formatter.section("Parameters"):
            formatter.write_dl([(f"-p {parameter.name}=", describe(parameter)) for parameter in query.parameters])
    with formatter.section("Columns"):
        formatter.write_text(", ".join(query.fields))
    click.echo(f"{formatter.getvalue()}\n{query.sparql}", nl=False)


def describe(parameter: Parameter) -> str:
    """What a parameter takes, in a line."""
    kind = "/".join(parameter.values) if parameter.type == "enum" else "/".join(parameter.kinds) or parameter.type
    more = "; needed" if parameter.required else "" if parameter.default is None else f"; default {parameter.default}"
    return f"{parameter.doc} [{kind}{more}]"
