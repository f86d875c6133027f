"""`kg demo`: a graph that stays, an answer, and what to ask next; nothing of anybody else's is replaced."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fixture_graph import write_graph

from kg.cli.main import cli
from kg.tables import Tables


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["demo", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    directory = tmp_path_factory.mktemp("demo") / "graph"
    return directory, run("-o", directory)


def test_it_answers_who_beats_whom_with_the_sentences(demo: tuple[Path, Result]) -> None:
    _, result = demo
    heading, header, *rows = [line for line in result.stdout.splitlines() if line]
    assert heading.startswith("Who beats whom, by how much, on what hardware?")
    assert header.split() == ["subject", "ratio", "value", "kind", "baseline", "hardware"]
    assert sum("×" in row and not row.startswith(" ") for row in rows) >= 10
    assert sum(row.startswith("    sentence  ") for row in rows) == sum(row.startswith("    paper") for row in rows)
    assert all(len(row) <= 100 for row in rows)


def test_the_known_facts_are_in_the_answer(demo: tuple[Path, Result]) -> None:
    lines = demo[1].stdout.splitlines()
    assert any(line.split()[-2:] == ["NVIDIA", "A100"] and "6.13×" in line and "PyTorch" in line for line in lines)
    assert any("I-BERT" in line and "2.4×" in line and "2.4-4x" in line for line in lines)


def test_it_says_what_to_ask_next_and_that_works(demo: tuple[Path, Result]) -> None:
    directory, result = demo
    commands = [line.strip() for line in result.stderr.splitlines() if line.startswith("  kg query")]
    assert len(commands) == 3
    for command in commands:
        answered = CliRunner().invoke(cli, command.split()[1:])
        assert answered.exit_code == 0 and answered.stdout, command
    assert Tables(directory).manifest.counts["papers"] >= 40


def test_it_can_be_run_again(demo: tuple[Path, Result]) -> None:
    directory, first = demo
    again = run("-o", directory, "--quiet")
    assert again.stdout == first.stdout
    assert again.stderr == ""


def test_another_graph_is_not_replaced(tmp_path: Path) -> None:
    graph = write_graph(tmp_path / "mine")
    before = (graph / "manifest.json").read_bytes()
    result = run("-o", graph, code=1)
    assert result.stderr.startswith(f"kg: {graph}: holds another graph") and result.stderr.count("\n") == 1
    assert (graph / "manifest.json").read_bytes() == before


def test_a_folder_of_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = run("-o", tmp_path, "--quiet", code=1)
    assert "is no graph (it holds notes.txt)" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
