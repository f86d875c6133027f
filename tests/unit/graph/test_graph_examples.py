"""The examples in the docstrings of the Python interface, run on the graph that ``kg demo`` makes."""

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import kg.graph

MODULES = ["kg", *(f"kg.graph.{module.name}" for module in pkgutil.iter_modules(kg.graph.__path__))]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str, sample_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo-graph").symlink_to(sample_graph, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    failures, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert not failures


def test_every_public_method_that_answers_has_an_example() -> None:
    methods = inspect.getmembers(kg.Graph, inspect.isfunction)
    assert [name for name, method in methods if name[0] != "_" and ">>>" not in (method.__doc__ or "")] == []
