"""Everything the README shows is run: its commands in their order, its Python, its links."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.query import catalogue
from kg.resources import SAMPLE

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def blocks(language: str) -> list[str]:
    return [body for name, body in _BLOCK.findall(README) if name == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the README's reader has a page and some metadata of their own."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copy(SAMPLE, folder / "page.txt")
    record = {"title": "TinyFoo: a small thing", "abstract": "TinyFoo runs 2x faster than JAX on a TPU.", "year": 2025}
    with gzip.open(folder / "papers.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
    return folder


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    return subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_commands_work_in_their_order(folder: Path) -> None:
    for line in "\n".join(blocks("sh")).splitlines():
        done = shell(line, folder)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_the_python_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    if not (folder / "graph").is_dir():
        assert shell("kg build page.txt papers.jsonl.gz -o graph", folder).returncode == 0
    scope: dict[str, object] = {}
    exec("\n".join(blocks("python")), scope)
    assert [ent.text for ent in scope["doc"].ents] == ["TurboFoo", "A100", "TurboFoo", "PyTorch"]  # type: ignore[attr-defined]
    assert scope["doc"]._.claims[0].baseline == "PyTorch"  # type: ignore[attr-defined]


def test_the_first_answer_is_what_the_demo_prints(tmp_path: Path) -> None:
    shown = README.split("stands on a sentence:\n\n```\n", 1)[1].split("\n```", 1)[0].splitlines()
    printed = shell("kg demo", tmp_path).stdout
    for line in shown:
        assert " ".join(line.split()) in " ".join(printed.split())


def test_the_number_of_questions_is_right() -> None:
    assert f"Canned questions, {len(catalogue.load())} of them" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
