"""`kg eval`: the scorer's own lines, what stands beside them, and one line for what cannot be compared."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from kg.building import extract
from kg.cli.main import cli

ROOT = Path(__file__).parents[3]
EVAL = ROOT.parent / "shared" / "eval"
PAGE = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
GOLD, FOUND, TRAIN = (json.loads(body) for body in re.findall(r"^```json\n(.*?)^```", PAGE, re.M | re.S))
_SCORER_LINES = 12


def run(*arguments: object, code: int = 0, **options: Any) -> Result:
    result = CliRunner().invoke(cli, ["eval", *map(str, arguments)], **options)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the documented example, the current one."""
    for name, rows in (("gold", GOLD), ("found", FOUND), ("train", TRAIN)):
        (tmp_path / f"{name}.json").write_text(json.dumps(rows))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_documented_example_is_what_it_prints() -> None:
    ((command, shown),) = re.findall(r"^```console\n\$ kg eval (.*?)\n(.*?)^```", PAGE, re.M | re.S)
    result = run(*command.split())
    assert result.stdout == shown
    assert result.stderr == ""


@pytest.mark.usefixtures("folder")
def test_a_program_gets_the_same_figures() -> None:
    told = json.loads(run("gold.json", "found.json", "--train", "train.json", "--json").stdout)
    assert told["papers"] == 2
    assert told["entities"] == {"p": 0.6667, "r": 0.5, "f1": 0.5714, "gold": 4, "pred": 3}
    assert told["claim_slots"]["baseline"] == {"accuracy": 0.0, "n": 1}
    assert told["intervals"]["entities"] == [0.0, 0.8]
    assert told["recall"] == {"seen": {"r": 1.0, "gold": 1}, "unseen": {"r": 0.3333, "gold": 3}}
    assert told["calibration"]["claims"]["error"] == 0.05
    assert told["calibration"]["entities"]["bins"][-1]["finds"] == 2
    plain = json.loads(run("gold.json", "gold.json", "--json").stdout)
    assert (plain["recall"], plain["calibration"], plain["entities"]["f1"]) == (None, {}, 1.0)


def test_lines_and_packed_files_read_the_same(folder: Path) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in FOUND)
    (folder / "found.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    expected = run("gold.json", "found.json").stdout
    assert run("gold.json", "found.jsonl.gz").stdout == expected
    assert run("gold.json", "-", input=lines).stdout == expected


@pytest.mark.usefixtures("folder")
def test_papers_of_one_side_alone_are_told() -> None:
    found = json.dumps([FOUND[0], FOUND[1] | {"id": "z"}])
    result = run("gold.json", "-", input=found)
    missing, extra = result.stderr.splitlines()
    assert missing == "kg: not predicted, so that all in them counts as missed: b (1 in all)"
    assert extra == "kg: not annotated, so that nothing predicted for them counts: z (1 in all)"
    assert "entities          P 1.000  R 0.500" in result.stdout
    assert run("gold.json", "-", "--quiet", input=found).stderr == ""


@pytest.mark.usefixtures("folder")
def test_of_training_papers_those_that_are_annotated_here_do_not_count() -> None:
    told = json.loads(run("gold.json", "found.json", "--train", "gold.json", "--train", "train.json", "--json").stdout)
    assert told["recall"]["seen"]["gold"] == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("no json\n", "-:1: is no valid JSON"),
        ("[{]", "-: is no valid JSON"),
        ("[]", "-: holds no paper"),
        ("\n7\n", "-:2: is no annotated or extracted paper (Expected `object`, got `int`)"),
        (json.dumps([GOLD[0], {"id": "b", "entities": []}]), "-: record 2: is no annotated or extracted paper"),
        (json.dumps([{**GOLD[0], "entities": [{"text": "x"}]}]), "`$.entities[0]`"),
        (json.dumps([{**GOLD[0], "claims": [{"value": "two"}]}]), "`$.claims[0].value`"),
        (json.dumps([GOLD[0], GOLD[0]]), "record 2: the id 'a' was at -: record 1 already"),
        (json.dumps([{**GOLD[0], "id": "y"}]), "no paper is in both files: ids are a, b in the annotation and y in"),
        ("", "empty"),
    ],
)
def test_what_cannot_be_compared_is_one_line(content: str, words: str) -> None:
    result = run("gold.json", "-", code=1, input=content)
    assert words in result.stderr
    assert result.stderr.startswith("kg: ") and result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_missing_file_is_one_line(folder: Path) -> None:
    assert run("gold.json", "none.json", code=1).stderr == "kg: none.json: does not exist\n"


@pytest.mark.skipif(not EVAL.is_dir(), reason="the annotated abstracts are not beside this checkout")
def test_the_lines_and_figures_are_those_of_the_scorer_that_the_annotation_came_with(tmp_path: Path) -> None:
    gold, found, figures = EVAL / "dev-gold.json", tmp_path / "found.jsonl", tmp_path / "figures.json"
    extractions = extract([str(EVAL / "dev-texts.json")], model="rules")
    rows = [msgspec.to_builtins(extraction) for extraction in extractions]
    rows[0]["id"] = "another"  # a paper of the annotation that is not predicted, and one that is not annotated
    found.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, EVAL / "score.py", gold, found, "--json", figures]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert run(gold, found, "-q").stdout.splitlines()[:_SCORER_LINES] == printed.splitlines()
    expected = json.loads(figures.read_text())
    told = json.loads(run(gold, found, "-q", "--json").stdout)
    assert {name: told[name] for name in expected} == expected
