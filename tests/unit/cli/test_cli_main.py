"""How `kg` starts, lists its commands, and leaves."""

import errno
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg import __version__
from kg.cli.main import SECTIONS, LazyGroup, cli
from kg.errors import GraphError

_KG = [sys.executable, "-c", "from kg.cli.main import main; main()"]
"""The command in a process of its own."""


def test_help_lists_every_command_by_section() -> None:
    output = CliRunner().invoke(cli, ["--help"], terminal_width=100).output
    for title, commands in SECTIONS.items():
        assert f"\n{title}:\n" in output
        for name, entry in commands.items():
            assert f"\n  {name:<8}  {entry.summary}\n" in output


@pytest.mark.parametrize("name", [name for commands in SECTIONS.values() for name in commands])
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output and f"kg {name}" in result.output


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(option: str) -> None:
    assert CliRunner().invoke(cli, [option]).output == f"speedgraph {__version__}\n"


def test_a_wrong_call_ends_with_2() -> None:
    assert CliRunner().invoke(cli, ["nothing-of-the-kind"]).exit_code == 2
    assert CliRunner().invoke(cli, ["query", "--no-such-option"]).exit_code == 2


def _failing(error: BaseException) -> LazyGroup:
    """A group whose one command raises `error`."""

    class Failing(LazyGroup):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
            def fail() -> None:
                raise error

            return click.Command(cmd_name, callback=fail)

    return Failing("kg")


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (GraphError("graph: is no graph;\nmake one"), 1, "kg: graph: is no graph; make one\n"),
        (OSError(errno.ENOSPC, "No space left on device", "out.ttl"), 1, "kg: out.ttl: No space left on device\n"),
        (OSError("the disk is gone"), 1, "kg: the disk is gone\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_an_error_is_one_line_and_a_code(error: BaseException, code: int, line: str) -> None:
    result = CliRunner().invoke(_failing(error), ["x"])
    assert (result.exit_code, result.stderr) == (code, line)


def test_a_bug_shows_itself() -> None:
    result = CliRunner().invoke(_failing(ZeroDivisionError("a bug")), ["x"])
    assert isinstance(result.exception, ZeroDivisionError)


def test_a_closed_pipe_is_quiet(small_graph: Path) -> None:
    command = f"{shlex.join(_KG)} query most-beaten -g {small_graph} -f jsonl --quiet | true"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("", "")


def test_a_terminal_of_few_letters_gets_its_output(small_graph: Path) -> None:
    command = [*_KG, "query", "who-beats-whom", "-g", str(small_graph)]
    environment = {"PYTHONIOENCODING": "ascii", "PATH": ""}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr
    assert r"3.5\xd7" in result.stdout


_MODULES = """
import sys
from click.testing import CliRunner
from kg.cli.main import cli
result = CliRunner().invoke(cli, sys.argv[1:])
assert result.exit_code == 0, result.output
print(*sys.modules)
"""


def _modules(*arguments: str) -> set[str]:
    """The modules that a fresh process has loaded when a command is done."""
    command = [sys.executable, "-c", _MODULES, *arguments]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_help_loads_no_command() -> None:
    assert not {"pyarrow", "duckdb", "pyoxigraph", "spacy", "kg.cli.query", "kg.building"} & _modules("--help")


def test_a_question_loads_nothing_that_it_does_not_need(small_graph: Path, index: Callable[[], None]) -> None:
    index()
    loaded = _modules("query", "who-beats-whom", "-g", str(small_graph), "-p", "baseline=pytorch")
    assert "pyoxigraph" in loaded
    assert not {"duckdb", "spacy", "rdflib", "networkx", "kg.extract.pipeline", "onnxruntime", "kg.export.rdf"} & loaded
    assert "kg.building" not in loaded


@pytest.fixture
def index(small_graph: Path) -> Callable[[], None]:
    """Build the index of the small graph, where no test has yet."""

    def build() -> None:
        CliRunner().invoke(cli, ["query", "graph-summary", "-g", str(small_graph)])

    return build
