"""``kg export`` and ``kg validate``: the graph in other forms, and the check that its RDF is what it should be."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.options import graph_option, json_option, quiet_option
from kg.files import STDOUT
from kg.tables import Tables

RDF_FORMATS = ("turtle", "nt", "nq", "trig", "jsonld", "rdfxml", "rdf12")
FORMATS = (*RDF_FORMATS, "graphml", "parquet")
LARGE = 1_000_000
"""So many triples take pySHACL about a minute."""


@click.command("export")
@click.argument("where", required=False, type=click.Path(path_type=Path), metavar="[GRAPH]")
@graph_option
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), required=True, help="What to write; see above.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=STDOUT, show_default="standard output",
    help="The file (a directory for parquet); compressed if its name ends in .gz.",
)  # fmt: skip
@click.option("--license", metavar="IRI", help="The licence of the data, for the description beside an RDF dump.")
@quiet_option
def export_command(where: Path | None, graph: Path, form: str, output: Path, license: str | None, quiet: bool) -> None:
    """Write the graph in another form.

    \b
    turtle nt rdfxml   RDF: the facts
    nq trig jsonld     RDF: facts, and the evidence for them in a named graph
    rdf12              RDF 1.2 N-Triples: facts and evidence, each statement a reifier
    graphml            nodes and edges, for Gephi, yEd, Cytoscape, NetworkX
    parquet            the tables as they are

    An RDF file gets a description (VoID, DCAT) beside it: FILE.void.ttl. The same graph gives the same bytes.

    \b
    Examples:
      kg export graph -f turtle -o graph.ttl
      kg export graph -f nq -o graph.nq.gz
      kg export graph -f nt | grep outperforms
      kg export graph -f parquet -o tables
    """
    tables = Tables(where or graph)
    if form == "parquet":
        from kg.export.parquet import write_parquet

        if output == STDOUT:
            raise click.UsageError("-f parquet writes a directory: name it with -o")
        write_parquet(tables, output)
    elif form == "graphml":
        from kg.export.networkx import write_graphml

        write_graphml(tables, output)
    else:
        from kg.export import rdf

        with _progress(tables, form, quiet=quiet) as progress:
            rdf.write(tables, output, form, license=license, progress=progress)
    if not quiet and output != STDOUT:
        click.echo(f"wrote {output}", err=True)


@click.command("validate")
@click.argument("where", required=False, type=click.Path(path_type=Path), metavar="[GRAPH]")
@graph_option
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Check N papers, and what they name, alone.")
@json_option
@quiet_option
def validate_command(where: Path | None, graph: Path, sample: int | None, as_json: bool, quiet: bool) -> None:
    """Check the graph's RDF against the SHACL shapes (schemas/shapes.ttl).

    Every violation is a line: node, property, value, message. Exit code 1 if there is one. pySHACL, an optional part,
    takes about a minute and 1.3 GB for a million triples: check a large graph by --sample.

    \b
    Examples:
      kg validate graph
      kg validate graph --sample 500
      kg validate graph --json | jq .violations
    """
    from kg.export.rdf import count_triples
    from kg.export.rdf.shacl import validate

    tables = Tables(where or graph)
    if not quiet and sample is None and (size := count_triples(tables, "nq")) > LARGE:
        click.echo(f"checking {size:,} triples: about {size // LARGE} min; --sample N checks N papers", err=True)
    report = validate(tables, papers=sample)
    if as_json:
        found = [violation._asdict() for violation in report.violations]
        answer = {"conforms": not found, "papers": report.papers, "triples": report.triples, "violations": found}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for violation in report.violations:
            click.echo("\t".join(" ".join(part.split()) for part in violation[:4]))
    if not quiet:
        count = len(report.violations)
        outcome = f"{count} violation{'' if count == 1 else 's'}" if count else "conforms"
        click.echo(f"{report.papers:,} papers, {report.triples:,} triples: {outcome}", err=True)
    if report.violations:
        raise click.exceptions.Exit(1)


@contextmanager
def _progress(tables: Tables, form: str, *, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """A bar on standard error that counts triples; none where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from kg.export.rdf import count_triples

    with click.progressbar(length=count_triples(tables, form), label=f"writing {form}", file=sys.stderr) as bar:
        yield bar.update
