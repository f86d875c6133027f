"""What `import kg` offers: exactly this, and nothing heavy before it is asked for."""

import subprocess
import sys

import kg


def test_the_surface_is_exact_and_sorted() -> None:
    assert kg.__all__ == ["Graph", "KgError", "__version__", "load", "open"]
    assert kg.__all__ == sorted(kg.__all__)


def test_every_name_is_there_and_listed() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert set(kg.__all__) <= set(dir(kg))


def test_other_names_are_no_attributes() -> None:
    assert not hasattr(kg, "nothing_of_the_kind")


def test_the_names_are_those_of_their_modules() -> None:
    from kg.errors import KgError
    from kg.extract.components import load
    from kg.graph import Graph, open

    assert (kg.Graph, kg.KgError, kg.load, kg.open) == (Graph, KgError, load, open)


def test_import_kg_loads_none_of_what_it_offers() -> None:
    code = "import sys, kg; print(*(set(sys.modules) & {'pyarrow', 'pyoxigraph', 'spacy', 'duckdb', 'kg.graph'}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
