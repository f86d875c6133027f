"""``kg build``, ``kg extract`` and ``kg info``: make a graph, look at single papers, say what a graph is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from kg import building
from kg.cli.options import graph_option, jobs_option, json_option, quiet_option
from kg.extract.neural import MODELS, ModelName
from kg.files import STDOUT, writing
from kg.model import InputSummary
from kg.names import DEFAULT_BASE
from kg.sources import FORMATS
from kg.tables import SCHEMAS, Manifest, Tables

_STAGES = {"extract": "reading and extracting", "link": "linking", "write": "writing the graph"}

_inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_format = click.option(
    "--input-format",
    type=click.Choice(list(FORMATS)),
    help="The form of every input, found by looking at it by default.",
)
_model = click.option(
    "--model",
    type=click.Choice(["rules", *MODELS]),
    default="rules",
    show_default=True,
    help="What reads the abstracts: rules, or a trained model (extra 'model'); fast is the smaller one.",
)
_strict = click.option("--strict", is_flag=True, help="Stop at the first bad record instead of skipping it.")


@click.command()
@_inputs
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="GRAPH",
    help="The graph's directory: a new one, or a graph to replace.",
)  # fmt: skip
@jobs_option
@_model
@_format
@_strict
@click.option(
    "--overrides", type=click.Path(path_type=Path), metavar="FILE", help="Corrections by hand (docs/overrides.md)."
)
@click.option("--base", default=DEFAULT_BASE, show_default=True, metavar="IRI", help="Where the graph's IRIs begin.")
@quiet_option
@json_option
def build_command(
    inputs: tuple[str, ...],
    output: Path,
    jobs: int,
    model: str,
    input_format: str | None,
    strict: bool,
    overrides: Path | None,
    base: str,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read papers, extract what they say, link it and write the graph.

    INPUT is a file, gzip-ed or not, or - for standard input: a trending page, arXiv metadata, JSON, JSON Lines, CSV,
    BibTeX, OpenAlex or Semantic Scholar records. The graph appears in one step when all is done: a build that fails or
    is killed leaves what was there.

    \b
    Examples:
      kg build page.txt -o graph
      kg build arxiv-*.jsonl.gz page.txt -o graph --jobs 8
      zcat works.gz | kg build - -o graph --overrides fixes.toml
    """
    if not building.is_base(base):
        raise click.BadParameter("give an absolute IRI that ends in / or #", param_hint="--base")
    with _progress(quiet) as (progress, report):
        manifest = building.build(
            inputs, output, jobs=jobs, base=base, overrides=overrides, model=_chosen(model),
            input_format=input_format, strict=strict,
            progress=progress, report=report,
        )  # fmt: skip
    if not quiet:
        _tell_inputs(manifest.inputs)
        counts = {name: manifest.counts[name] for name in ("papers", "entities", "relations", "claims", "edges")}
        click.echo(f"{output}: {', '.join(f'{count:,} {name}' for name, count in counts.items())}", err=True)
        click.echo(f"Ask it: kg query{'' if output == Path('graph') else f' -g {output}'}", err=True)
    if as_json:
        _write_json(manifest)


@click.command()
@_inputs
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=STDOUT, metavar="FILE",
    help="The file to write, compressed if it ends in .gz; by default standard output.",
)  # fmt: skip
@jobs_option
@_model
@_format
@_strict
@quiet_option
def extract_command(
    inputs: tuple[str, ...], output: Path, jobs: int, model: str, input_format: str | None, strict: bool, quiet: bool
) -> None:
    """Write what each paper says, one JSON object a line, nothing linked.

    An object has id, title, entities, relations, claims, artifacts and license. start and end are offsets, in
    characters, into the title, a line break and the abstract.

    \b
    Examples:
      kg extract page.txt | head -1
      kg extract arxiv.jsonl.gz -o finds.jsonl.gz --jobs 8
    """
    encoder = msgspec.json.Encoder()
    with _progress(quiet) as (progress, report), writing(output) as file:
        extractions = building.extract(
            inputs,
            jobs=jobs,
            model=_chosen(model),
            input_format=input_format,
            strict=strict,
            progress=progress,
            report=report,
        )
        for extraction in extractions:
            file.write(encoder.encode(extraction) + b"\n")


@click.command()
@graph_option
@json_option
def info_command(graph: Path, as_json: bool) -> None:
    """Say what a graph holds, what it was built from, and where its tables are.

    \b
    Examples:
      kg info -g graph
      kg info --json | jq .manifest.counts
    """
    tables = Tables(graph)
    manifest = tables.manifest
    paths = {name: str(tables.path(name)) for name in SCHEMAS}
    if as_json:
        _write_json({"graph": str(graph), "manifest": manifest, "tables": paths})
        return
    facts = {
        "graph": str(graph), "generation": manifest.generation, "format": str(manifest.format),
        "speedgraph": manifest.version, "base": manifest.base, "lexicon": manifest.lexicon,
        "model": manifest.model or "rules", "overrides": manifest.overrides or "none",
    }  # fmt: skip
    for name, value in facts.items():
        click.echo(f"{name:<11} {value}")
    for summary in manifest.inputs:
        click.echo(f"{'input':<11} {_input_line(summary)}")
    click.echo()
    for name, path in paths.items():
        click.echo(f"{name:<11} {manifest.counts[name]:>10,}  {path}")


def _chosen(model: str) -> ModelName | None:
    """The model of that name; None for the rules."""
    return next((name for name in MODELS if name == model), None)


@contextmanager
def _progress(quiet: bool) -> Iterator[tuple[building.Progress, building.Report]]:
    """A line on standard error that says how far the work is, if that is a terminal; reports go above it."""
    shown = not quiet and sys.stderr.isatty()
    width = 0

    def draw(line: str) -> None:
        nonlocal width
        click.echo(f"\r{line:<{width}}", nl=False, err=True)
        width = len(line)

    def progress(stage: str, papers: int) -> None:
        if shown:
            draw(f"{_STAGES[stage]}: {papers:,} papers")

    def clear() -> None:
        if width:
            draw("")
            click.echo("\r", nl=False, err=True)

    def report(line: str) -> None:
        clear()
        if not quiet:
            click.echo(f"kg: {line}", err=True)

    try:
        yield progress, report
    finally:
        clear()


def _tell_inputs(inputs: list[InputSummary]) -> None:
    for summary in inputs:
        click.echo(_input_line(summary), err=True)


def _input_line(summary: InputSummary) -> str:
    return (
        f"{summary.name} ({summary.format}): {summary.read:,} read, {summary.skipped:,} skipped,"
        f" {summary.duplicate:,} duplicate"
    )


def _write_json(content: Manifest | dict[str, Any]) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(content)))
