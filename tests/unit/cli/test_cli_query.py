"""`kg query`: the list, a question, a text of one's own; every format; every wrong call."""

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import cli
from kg.query import catalogue


def run(*arguments: object, code: int = 0, given: str | None = None, env: dict[str, str] | None = None) -> Result:
    result = CliRunner(env=env).invoke(cli, ["query", *map(str, arguments)], input=given)
    assert result.exit_code == code, result.output
    return result


def test_without_a_name_it_lists_every_question_with_no_graph_at_all(tmp_path: Path) -> None:
    output = run("-g", tmp_path / "none").output
    for query in catalogue.load().values():
        assert query.name in output
        assert f"{query.topic}:" in output
    assert run("-f", "json").output.count('"question"') == len(catalogue.load())


def test_show_tells_question_parameters_columns_and_text() -> None:
    output = run("runs-on", "--show").output
    assert output.startswith("runs-on: What runs on FPGAs, and where is the code?\n")
    assert "-p hardware=" in output and "default FPGA" in output
    assert output.endswith(catalogue.find("runs-on").sparql)


def test_rows_in_every_format(small_graph: Path) -> None:
    call = ("who-beats-whom", "-g", small_graph, "-p", "baseline=pytorch")
    rows = json.loads(run(*call, "-f", "json").stdout)
    assert [(row["subject"], row["ratio"], row["hardware"]) for row in rows] == [("FlashNet", 3.5, "NVIDIA A100")]
    assert [json.loads(line) for line in run(*call, "-f", "jsonl").stdout.splitlines()] == rows
    [read] = csv.DictReader(io.StringIO(run(*call, "-f", "csv").stdout))
    assert read == {key: "" if value is None else str(value) for key, value in rows[0].items()}
    table = run(*call).stdout.splitlines()
    assert table[0].split()[:4] == ["subject", "ratio", "value", "kind"]
    assert "3.5×" in table[1] and "up to 3.5x" in table[1] and len(table) == 2


def test_the_first_rows_and_a_word_on_the_others(small_graph: Path) -> None:
    result = run("who-beats-whom", "-g", small_graph, "-n", 1, "-f", "jsonl")
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.endswith("kg: the first 1 rows; -n 0 gives all\n")
    assert len(run("who-beats-whom", "-g", small_graph, "-n", 0, "-f", "jsonl").stdout.splitlines()) == 2
    assert run("who-beats-whom", "-g", small_graph, "-n", 1, "--quiet").stderr == ""


def test_no_rows_is_said(small_graph: Path) -> None:
    result = run("energy-savings", "-g", small_graph, "-f", "csv")
    assert result.stdout.count("\n") == 1
    assert result.stderr.endswith("kg: no rows\n")


def test_no_rows_is_explained_where_the_input_may_lack_what_is_asked(small_graph: Path) -> None:
    result = run("hardware-by-year", "-g", small_graph, "-p", "min_papers=99", "-f", "csv")
    assert result.stderr.endswith("kg: no rows; papers without a year do not count, and a trending page names none\n")


def test_a_name_taken_for_another_is_said(small_graph: Path) -> None:
    result = run("claims-about", "-p", "entity=torch", "-g", small_graph)
    assert "kg: entity: 'torch' is taken as PyTorch (software/pytorch)\n" in result.stderr


def test_an_empty_value_lifts_a_default(small_graph: Path) -> None:
    call = ("faster-than", "-g", small_graph, "-f", "jsonl")
    assert len(run(*call).stdout.splitlines()) == 1
    assert len(run(*call, "-p", "baseline=").stdout.splitlines()) == 2


def test_the_graph_may_come_from_the_environment(small_graph: Path) -> None:
    result = run("graph-summary", "-f", "jsonl", env={"KG_GRAPH": str(small_graph)})
    assert json.loads(result.stdout.splitlines()[0]) == {"thing": "claims", "count": 5}


def test_a_text_of_ones_own(small_graph: Path, tmp_path: Path) -> None:
    text = "SELECT ?what { ?what kg:outperforms <software/pytorch> }"
    file = tmp_path / "mine.rq"
    file.write_text(text)
    expected = '{"what": "software/flashnet"}\n'
    assert run("--file", file, "-g", small_graph, "-f", "jsonl").stdout == expected
    assert run("--file", "-", "-g", small_graph, "-f", "jsonl", given=text).stdout == expected


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["who-beats-who"],
            "kg: no query is called 'who-beats-who' (did you mean who-beats-whom?); kg query lists them",
        ),
        (["claims-about"], "kg: query claims-about needs entity: -p entity=...; The thing asked about."),
        (["runs-on", "-p", "hardware=Abbacus"], "kg: {graph}: no hardware is called 'Abbacus'; near it are Abacus"),
        (["most-beaten", "-p", "type=Robot"], "kg: parameter type: 'Robot' is not one of Framework, Library, "),
        (["who-beats-whom", "-p", "min_ratio=much"], "kg: parameter min_ratio: 'much' is not a number"),
        (["--file", "-"], "kg: the text: line 1, column 1: this is no SPARQL query, at its end"),
        (["--file", "none.rq"], "kg: none.rq: No such file or directory"),
    ],
)
def test_what_is_at_fault_is_one_line(small_graph: Path, arguments: list[str], line: str) -> None:
    result = run(*arguments, "-g", small_graph, "--quiet", code=1)
    assert result.stdout == ""
    assert result.stderr.startswith(line.format(graph=small_graph))
    assert result.stderr.count("\n") == 1


def test_a_text_that_is_no_utf8_is_one_line(small_graph: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_bytes(b"SELECT \xff")
    result = run("--file", tmp_path / "bad.rq", "-g", small_graph, code=1)
    assert result.stderr == f"kg: {tmp_path / 'bad.rq'}: is no UTF-8 text (invalid start byte at byte 7)\n"


def test_no_graph_says_how_one_is_made(tmp_path: Path) -> None:
    result = run("graph-summary", "-g", tmp_path / "none", code=1)
    assert "kg build INPUT -o" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["who-beats-whom", "--file", "x.rq"],
        ["--file", "x.rq", "-p", "a=b"],
        ["--file", "x.rq", "--show"],
        ["who-beats-whom", "-p", "baseline"],
        ["who-beats-whom", "-p", "=x"],
        ["who-beats-whom", "-n", "-1"],
        ["who-beats-whom", "-f", "xml"],
    ],
)
def test_a_wrong_call_ends_with_2(arguments: list[str]) -> None:
    run(*arguments, code=2)


def test_ctrl_c_ends_an_endless_query_at_once(small_graph: Path) -> None:
    run("graph-summary", "-g", small_graph)  # the index is there
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    command = [
        sys.executable,
        "-c",
        "from kg.cli.main import main; main()",
        "query",
        "--file",
        "-",
        "-g",
        str(small_graph),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdin
        process.stdin.write(text)
        process.stdin.close()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=3)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == -signal.SIGINT
