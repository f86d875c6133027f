"""What `import kg` offers: exactly this, and nothing heavy before it is asked for."""

import subprocess
import sys
from pathlib import Path

import kg


def test_the_surface_is_exact_and_sorted() -> None:
    assert kg.__all__ == ["Graph", "KgError", "__version__", "build", "extractions", "load", "open"]
    assert kg.__all__ == sorted(kg.__all__)


def test_every_name_is_there_and_listed() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert set(kg.__all__) <= set(dir(kg))


def test_other_names_are_no_attributes() -> None:
    assert not hasattr(kg, "nothing_of_the_kind")


def test_the_names_are_those_of_their_modules() -> None:
    from kg.building import build, extract
    from kg.errors import KgError
    from kg.extract.components import load
    from kg.graph import Graph, open

    assert (kg.Graph, kg.KgError, kg.load, kg.open) == (Graph, KgError, load, open)
    assert (kg.build, kg.extractions) == (build, extract)


def test_no_module_can_take_the_place_of_a_function() -> None:
    """Importing a module sets it as its package's attribute: none may have the name of a public function."""
    package = Path(kg.__file__).parent
    modules = {path.stem for path in package.glob("*.py")} | {path.name for path in package.iterdir() if path.is_dir()}
    assert not modules & set(kg.__all__)


def test_import_kg_loads_none_of_what_it_offers() -> None:
    code = "import sys, kg; print(*(set(sys.modules) & {'pyarrow', 'pyoxigraph', 'spacy', 'duckdb', 'kg.graph'}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
