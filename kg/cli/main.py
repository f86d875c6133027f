"""The command `kg`: which subcommands there are, and how errors leave the program.

A subcommand's module is imported only when it is called: ``kg query`` does not wait for what ``kg build`` needs.
"""

import errno
import io
import sys
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

import click

from kg import __version__
from kg.errors import KgError

EXIT_FAILED = 1
"""The input or the graph is at fault; 2 is click's code for a wrong call."""
EXIT_INTERRUPTED = 130
"""128 + SIGINT, as shells report a command that Ctrl-C ended."""


class Entry(NamedTuple):
    """A subcommand: where its click command stands, and its line in ``kg --help``."""

    target: str
    summary: str


SECTIONS: dict[str, dict[str, Entry]] = {
    "Make a graph": {
        "demo": Entry("kg.cli.demo:demo_command", "Build the bundled sample and answer a first question."),
        "build": Entry("kg.cli.build:build_command", "Read papers, extract, link and write the graph."),
        "extract": Entry("kg.cli.build:extract_command", "Write what each paper says as JSON, nothing linked."),
        "eval": Entry("kg.cli.eval:eval_command", "Measure what was found in papers against annotated ones."),
    },
    "Ask it": {
        "query": Entry("kg.cli.query:query_command", "Answer a canned question, or a SPARQL text of your own."),
        "serve": Entry("kg.cli.serve:serve_command", "Serve pages for a browser, and a SPARQL endpoint."),
        "info": Entry("kg.cli.build:info_command", "Say what a graph holds and what it was built from."),
    },
    "Hand it on": {
        "export": Entry("kg.cli.export:export_command", "Write the graph in another form: RDF, GraphML, Parquet."),
        "validate": Entry("kg.cli.export:validate_command", "Check the graph's RDF against the SHACL shapes."),
    },
}
"""Every subcommand, in the order of the help text."""

_ENTRIES = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class Failed(click.ClickException):
    """An error that a person can act on, shown as one line."""

    exit_code = EXIT_FAILED

    def show(self, file: object = None) -> None:
        """Write the line to standard error."""
        click.echo(f"kg: {' '.join(self.message.split())}", err=True)


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is asked for, and turns errors into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all subcommands, in help order."""
        return list(_ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one subcommand; None where there is none of this name."""
        if cmd_name not in _ENTRIES:
            return None
        module, _, attribute = _ENTRIES[cmd_name].target.partition(":")
        return cast(click.Command, getattr(import_module(module), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the subcommands by section, without importing them."""
        width = max(map(len, _ENTRIES))
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), entry.summary) for name, entry in entries.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; `KgError` and what the system refuses end in one line, a bug shows itself."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # what the terminal cannot show is spelled out, and stops nothing
                stream.reconfigure(errors="backslashreplace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # here, where a closed pipe is still met quietly, and not when Python exits
        except KgError as error:
            raise Failed(str(error)) from error
        except KeyboardInterrupt:
            raise click.exceptions.Exit(EXIT_INTERRUPTED) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # `kg query | head`: click ends quietly
                raise
            where = f"{error.filename}: " if error.filename else ""
            raise Failed(f"{where}{error.strerror or error}") from error
        return result


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="speedgraph %(version)s")
def cli() -> None:
    """Who says they beat whom, by how much, on what, on which hardware, and where does the text say so?

    Speedgraph reads titles and abstracts of machine-learning papers, finds the frameworks, models, hardware and
    quantified claims in them, and links them into one graph. Everything runs on this machine, offline.

    \b
    Examples:
      kg demo                                        a small graph, and a first answer
      kg build page.txt arxiv.jsonl.gz -o graph      a graph of your own papers
      kg query                                       the questions it answers
      kg query who-beats-whom -p baseline=pytorch    one of them
      kg export graph -f turtle -o graph.ttl         the same graph for other tools

    A graph is a directory. Commands read the one that -g names, else $KG_GRAPH, else ./graph.
    """


main = cast(Callable[[], None], cli)
