"""``kg export`` and ``kg validate`` as a person meets them."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fixture_graph import PAPERS, write_graph

from kg.cli import export
from kg.cli.main import cli
from kg.export import rdf
from kg.tables import SCHEMAS, Tables


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_the_formats_on_offer_are_those_that_can_be_written() -> None:
    assert set(export.RDF_FORMATS) == set(rdf.FORMATS)


@pytest.mark.parametrize("form", [form for form in export.FORMATS if form != "parquet"])
def test_every_format_goes_to_a_file(small_graph: Path, tmp_path: Path, form: str) -> None:
    result = kg("export", small_graph, "-f", form, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {tmp_path}/out\n")
    assert (tmp_path / "out").stat().st_size > 1000


def test_parquet_goes_to_a_directory(small_graph: Path, tmp_path: Path) -> None:
    assert kg("export", "-g", small_graph, "-f", "parquet", "-o", tmp_path / "out", "-q").stderr == ""
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(SCHEMAS)
    result = kg("export", "-g", small_graph, "-f", "parquet")
    assert result.exit_code == 2
    assert "name it with -o" in result.stderr


def test_without_a_file_the_data_is_the_output(small_graph: Path) -> None:
    result = kg("export", small_graph, "-f", "nt")
    assert result.stderr == ""
    assert result.stdout.count("\n") == rdf.count_triples(Tables(small_graph), "nt")
    assert kg("export", small_graph, "-f", "graphml").stdout.startswith("<?xml")


def test_the_graph_is_the_argument_else_the_option_else_the_variable(
    small_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_argument = kg("export", small_graph, "-g", tmp_path / "none", "-f", "nt")
    assert kg("export", "-g", small_graph, "-f", "nt").stdout == by_argument.stdout
    monkeypatch.setenv("KG_GRAPH", str(small_graph))
    assert kg("export", "-f", "nt").stdout == by_argument.stdout


def test_a_graph_that_is_none_is_one_line(tmp_path: Path) -> None:
    for command in (("export", "-f", "nt"), ("validate",)):
        result = kg(*command, "-g", tmp_path / "none")
        assert result.exit_code == 1
        assert result.stderr.startswith(f"kg: {tmp_path}/none: does not exist")
        assert len(result.stderr.splitlines()) == 1


def test_a_person_who_looks_sees_the_progress(small_graph: Path, tmp_path: Path) -> None:
    screen, terminal = pty.openpty()
    script = "import sys; from kg.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", script, "export", small_graph, "-f", "nt", "-o", tmp_path / "out"]
    subprocess.run(command, stderr=terminal, check=True)
    os.close(terminal)
    assert b"writing nt" in os.read(screen, 10_000)
    os.close(screen)


def test_an_unknown_format_is_wrong_usage(small_graph: Path) -> None:
    assert kg("export", small_graph, "-f", "telepathy").exit_code == 2
    assert kg("export", small_graph).exit_code == 2


def test_the_licence_stands_in_the_description(small_graph: Path, tmp_path: Path) -> None:
    licence = "https://example.org/licence"
    kg("export", small_graph, "-f", "nt", "-o", tmp_path / "out.nt", "--license", licence)
    assert f"dcterms:license <{licence}>" in (tmp_path / "out.nt.void.ttl").read_text()


def test_a_good_graph_is_valid(small_graph: Path) -> None:
    result = kg("validate", small_graph)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"4 papers, {rdf.count_triples(Tables(small_graph), 'nq')} triples: conforms\n"
    assert kg("validate", small_graph, "-q").stderr == ""


@pytest.fixture
def bad_graph(tmp_path: Path) -> Path:
    return write_graph(tmp_path / "bad", {"papers": [row | {"license": ""} for row in PAPERS[:1]] + PAPERS[1:]})


def test_a_fault_is_a_line_with_node_property_value_and_reason(bad_graph: Path) -> None:
    result = kg("validate", bad_graph)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    focus, path, value, message = line.split("\t")
    assert focus == "https://w3id.org/speedgraph/paper/arxiv-2501.00001"
    assert (path, value) == ("https://schema.org/license", "")
    assert "length" in message
    assert result.stderr.endswith("triples: 1 violation\n")


def test_a_program_gets_json(bad_graph: Path) -> None:
    result = kg("validate", bad_graph, "--json", "-q")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["conforms"], found["papers"]) == (1, False, 4)
    (violation,) = found["violations"]
    assert violation["constraint"] == "MinLength"


def test_a_check_that_will_take_long_says_so(small_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LARGE", 100)
    assert kg("validate", small_graph).stderr.startswith("checking 541 triples: about 5 min; --sample N checks")
    assert kg("validate", small_graph, "--sample", 2).stderr.startswith("2 papers")


def test_a_sample_is_smaller(small_graph: Path) -> None:
    assert kg("validate", small_graph, "--sample", 1).stderr.startswith("1 papers, ")
    assert kg("validate", small_graph, "--sample", 0).exit_code == 2


def test_without_pyshacl_the_extra_is_named(small_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.rdf.shacl.find_spec", lambda name: None)
    result = kg("validate", small_graph)
    assert result.exit_code == 1
    assert result.stderr == "kg: kg validate needs an optional part: pip install 'speedgraph[validate]'\n"


def test_an_export_does_not_need_pyshacl(small_graph: Path, tmp_path: Path) -> None:
    kg("export", small_graph, "-f", "nt", "-o", tmp_path / "out")
    script = "import sys; sys.modules['pyshacl'] = None; from kg.cli.main import main; main(sys.argv[1:])"
    arguments = [sys.executable, "-c", script, "export", small_graph, "-f", "nt", "-o", tmp_path / "again", "-q"]
    assert subprocess.run(arguments, check=False).returncode == 0
    assert (tmp_path / "again").read_bytes() == (tmp_path / "out").read_bytes()
