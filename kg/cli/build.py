"""``kg build``, ``kg extract`` and ``kg info``: make a graph, look at single papers, say what a graph is."""

from pathlib import Path
from typing import Any

import click
import msgspec

from kg import building
from kg.cli.options import graph_option, jobs_option, json_option, model_option, quiet_option
from kg.cli.progress import Display
from kg.extract.readers import ReaderName
from kg.files import STDOUT, writing
from kg.model import InputSummary
from kg.names import DEFAULT_BASE
from kg.sources import FORMATS
from kg.tables import SCHEMAS, Manifest, Tables

_inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_format = click.option(
    "--input-format",
    type=click.Choice(list(FORMATS)),
    help="The form of every input, found by looking at it by default.",
)
_min_confidence = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X",
    help="Leave out names, relations and claims that are less sure than X, from 0 to 1; a claim's slots keep their"
    " words.",
)  # fmt: skip
_strict = click.option("--strict", is_flag=True, help="Stop at the first bad record instead of skipping it.")


@click.command()
@_inputs
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="GRAPH",
    help="The graph's directory: a new one, or a graph to replace.",
)  # fmt: skip
@jobs_option
@model_option
@_min_confidence
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
    model: ReaderName,
    min_confidence: float,
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
      kg build arxiv-*.jsonl.gz page.txt -o graph --fast --jobs 8
      zcat works.gz | kg build - -o graph --overrides fixes.toml
    """
    if not building.is_base(base):
        raise click.BadParameter("give an absolute IRI that ends in / or #", param_hint="--base")
    with Display(model, jobs, quiet=quiet) as display:
        manifest = building.build(
            inputs, output, jobs=jobs, base=base, overrides=overrides, model=model, min_confidence=min_confidence,
            input_format=input_format, strict=strict, progress=display.progress, report=display.report,
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
@model_option
@_min_confidence
@_format
@_strict
@quiet_option
def extract_command(
    inputs: tuple[str, ...],
    output: Path,
    jobs: int,
    model: ReaderName,
    min_confidence: float,
    input_format: str | None,
    strict: bool,
    quiet: bool,
) -> None:
    """Write what each paper says, one JSON object a line, nothing linked.

    An object has id, title, entities, relations, claims, artifacts and license. start and end are offsets, in
    characters, into the title, a line break and the abstract.

    \b
    Examples:
      kg extract page.txt | head -1
      kg extract arxiv.jsonl.gz -o finds.jsonl.gz --jobs 8 --min-confidence 0.9
    """
    encoder = msgspec.json.Encoder()
    with Display(model, jobs, quiet=quiet) as display, writing(output) as file:
        extractions = building.extract(
            inputs, jobs=jobs, model=model, min_confidence=min_confidence, input_format=input_format, strict=strict,
            progress=display.progress, report=display.report,
        )  # fmt: skip
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
        "model": manifest.model, "confidence": f"from {manifest.min_confidence:g}",
        "overrides": manifest.overrides or "none",
    }  # fmt: skip
    for name, value in facts.items():
        click.echo(f"{name:<11} {value}")
    for summary in manifest.inputs:
        click.echo(f"{'input':<11} {_input_line(summary)}")
    click.echo()
    for name, path in paths.items():
        click.echo(f"{name:<11} {manifest.counts[name]:>10,}  {path}")


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
