"""The notebooks: executed as they are on the graph of the bundled sample, and kept without their outputs."""

from pathlib import Path

import nbclient
import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def test_there_are_five() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "a-paper-under-the-lens",
        "hardware-through-the-years",
        "one-question-three-languages",
        "the-graph-in-networkx",
        "who-is-faster",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_kept_out(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # of the kernel's machinery
def test_it_runs_to_a_plot(path: Path, sample_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", str(sample_graph))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    executed = nbclient.NotebookClient(
        read(path), timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    last = executed.cells[-1]
    assert any("image/png" in output.get("data", {}) for output in last.outputs)
    errors = [output for cell in executed.cells for output in cell.get("outputs", []) if output.get("name") == "stderr"]
    assert errors == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_takes_its_graph_from_a_variable_at_the_top(path: Path) -> None:
    first = next(cell for cell in read(path).cells if cell.cell_type == "code")
    assert "GRAPH = " in first.source and "kg.build([str(SAMPLE)], GRAPH)" in first.source
