import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import cli
from kg.model import Extraction
from kg.tables import SCHEMAS, Tables

PAGE = """Get trending papers in your email inbox once a day!
Get trending papers in your email inbox!
SubscribeFastNet: quick inference
We present FastNet, a library built on PyTorch. It is 2.5x faster than TensorRT on an NVIDIA A100.
On sums
We train BERT-large on ImageNet and report 3 ms of latency.
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


def run(*arguments: str | Path, code: int = 0, **options: object) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]
    assert result.exit_code == code, result.output
    return result


def test_build_tells_what_it_read_and_what_to_do_next(page: str, tmp_path: Path) -> None:
    result = run("build", page, "-o", tmp_path / "graph", "--jobs", 1)
    assert result.stdout == ""
    first, second, last = result.stderr.splitlines()
    assert first == "page.txt (trending): 2 read, 0 skipped, 0 duplicate"
    assert second.startswith(f"{tmp_path / 'graph'}: 2 papers, ")
    assert last == f"Ask it: kg query -g {tmp_path / 'graph'}"


def test_build_quietly_writes_nothing_but_the_graph(page: str, tmp_path: Path) -> None:
    result = run("build", page, "-o", tmp_path / "graph", "-j", 1, "--quiet")
    assert result.output == ""
    assert Tables(tmp_path / "graph").manifest.counts["papers"] == 2


def test_build_gives_the_manifest_to_a_program(page: str, tmp_path: Path) -> None:
    result = run("build", page, "-o", tmp_path / "graph", "-j", 1, "--json", "--base", "https://example.org/kg#")
    manifest = json.loads(result.stdout)
    assert manifest["counts"]["papers"] == 2
    assert manifest["base"] == "https://example.org/kg#"


def test_build_reads_standard_input(tmp_path: Path) -> None:
    run("build", "-", "-o", tmp_path / "graph", "-j", 1, input=PAGE)
    assert Tables(tmp_path / "graph").manifest.counts["papers"] == 2


def test_build_reports_what_it_skips_and_strict_stops(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"title": "T", "abstract": "A"}\n{"abstract": "A"}\n', encoding="utf-8")
    result = run("build", source, "-o", tmp_path / "graph", "-j", 1)
    assert "in.jsonl:2" in result.stderr
    assert "1 read, 1 skipped" in result.stderr
    result = run("build", source, "-o", tmp_path / "strict", "-j", 1, "--strict", code=1)
    assert len(result.stderr.splitlines()) == 1


def test_build_applies_overrides(page: str, tmp_path: Path) -> None:
    fixes = tmp_path / "fixes.toml"
    fixes.write_text('[[block]]\nentity = "software/pytorch"\n[[block]]\nentity = "software/none"\n', encoding="utf-8")
    result = run("build", page, "-o", tmp_path / "graph", "-j", 1, "--overrides", fixes)
    assert "block 2: this graph holds no software/none; ignored" in result.stderr
    assert "software/pytorch" not in Tables(tmp_path / "graph").read("entities")["entity_id"].to_pylist()


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "page.txt"],
        ["build", "-o", "graph"],
        ["build", "page.txt", "-o", "graph", "--jobs", "0"],
        ["build", "page.txt", "-o", "graph", "--base", "kg"],
        ["build", "page.txt", "-o", "graph", "--input-format", "word"],
        ["extract"],
    ],
)
def test_a_wrong_call_is_code_2(arguments: list[str]) -> None:
    run(*arguments, code=2)


def test_a_missing_input_is_one_line_and_code_1(tmp_path: Path) -> None:
    for command in (["build", tmp_path / "none.txt", "-o", tmp_path / "graph"], ["extract", tmp_path / "none.txt"]):
        result = run(*command, code=1)
        assert len(result.stderr.splitlines()) == 1
        assert "none.txt" in result.stderr


def test_extract_writes_an_object_a_line(page: str) -> None:
    result = run("extract", page, "-j", 1)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [paper["title"] for paper in found] == ["FastNet: quick inference", "On sums"]
    assert all(list(paper) == list(Extraction.__struct_fields__) for paper in found)
    assert result.stderr == ""


def test_extract_into_a_file_compresses_by_its_name(page: str, tmp_path: Path) -> None:
    plain, packed = tmp_path / "finds.jsonl", tmp_path / "finds.jsonl.gz"
    assert run("extract", page, "-j", 1, "-o", plain).stdout == ""
    run("extract", page, "-j", 1, "-o", packed)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


def test_an_extraction_that_fails_leaves_no_file(page: str, tmp_path: Path) -> None:
    run("extract", page, tmp_path / "none.txt", "-j", 1, "-o", tmp_path / "finds.jsonl", code=1)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_info_says_what_a_graph_is(page: str, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    run("build", page, "-o", graph, "-j", 1, "-q")
    lines = run("info", "-g", graph).stdout.splitlines()
    assert any(line.split() == ["format", "1"] for line in lines)
    assert any(line.endswith("page.txt (trending): 2 read, 0 skipped, 0 duplicate") for line in lines)
    assert any(line.endswith("papers.parquet") for line in lines)


def test_info_for_a_program(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = tmp_path / "graph"
    run("build", page, "-o", graph, "-j", 1, "-q")
    monkeypatch.setenv("KG_GRAPH", str(graph))
    told = json.loads(run("info", "--json").stdout)
    assert told["tables"].keys() == SCHEMAS.keys()
    assert all(Path(path).is_file() for path in told["tables"].values())
    assert told["manifest"]["counts"]["papers"] == 2


def test_info_on_no_graph_is_one_line(tmp_path: Path) -> None:
    result = run("info", "-g", tmp_path, code=1)
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["build", "extract", "info"])
def test_help_keeps_its_examples_apart(command: str) -> None:
    lines = run(command, "--help").stdout.splitlines()
    examples = [line for line in lines if line.strip().startswith(("kg ", "zcat "))]
    assert len(examples) >= 2
    assert "\\b" not in "".join(lines)
