"""``kg serve``: a graph's pages and its SPARQL endpoint, until Ctrl-C."""

from pathlib import Path

import click

from kg.cli.options import graph_option, quiet_option, usable_cores
from kg.cli.query import open_engine
from kg.errors import MissingExtraError


@click.command("serve")
@click.argument("where", required=False, type=click.Path(path_type=Path), metavar="[GRAPH]")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Where to listen. Any address but this one lets other machines in; there is no login.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N",
    help="The port; 0 takes a free one.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(min=1), default=lambda: max(usable_cores(), 2), show_default="all cores",
    metavar="N", help="Processes that run queries, each one at a time.",
)  # fmt: skip
@click.option(
    "--timeout", "seconds", type=click.FloatRange(min=0.1), default=20, show_default=True, metavar="SECONDS",
    help="The most time that a query gets.",
)  # fmt: skip
@click.option(
    "--max-answer", "megabytes", type=click.FloatRange(min=0.001), default=64, show_default=True, metavar="MB",
    help="The largest answer that /sparql gives.",
)  # fmt: skip
@graph_option
@quiet_option
def serve_command(
    where: Path | None,
    host: str,
    port: int,
    workers: int,
    seconds: float,
    megabytes: float,
    graph: Path,
    quiet: bool,
) -> None:
    """Serve the graph: pages for a browser, and a SPARQL 1.1 endpoint at /sparql.

    Pages search by any name, show what is known of a thing and where a paper says so, and compare who beats whom.
    Every IRI of the graph leads to its page, or to RDF if the client asks for that. Nothing can be changed through
    the server, and nothing is loaded from elsewhere. Ctrl-C ends it.

    \b
    Examples:
      kg serve graph
      kg serve graph --port 9000 --timeout 60
      curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * { ?x kg:outperforms ?y }' localhost:8000/sparql
      curl -H 'Accept: text/turtle' localhost:8000/software/pytorch
    """
    try:
        from kg.pages.serving import serve
    except ModuleNotFoundError as error:
        if error.name not in ("jinja2", "starlette", "uvicorn"):
            raise
        raise MissingExtraError("kg serve", "serve") from error

    def ready(address: str) -> None:
        if not quiet:
            click.echo(
                f"kg: serving {where or graph} at {address} (SPARQL at {address}sparql); Ctrl-C ends it", err=True
            )

    serve(
        open_engine(where or graph, quiet=quiet), host=host, port=port, workers=workers, seconds=seconds,
        most_bytes=int(megabytes * 1e6), ready=ready,
    )  # fmt: skip
