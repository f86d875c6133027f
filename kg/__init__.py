"""Speedgraph: who says they beat whom, by how much, on what, on which hardware, and where the text says so.

>>> import kg
>>> kg.build(["page.txt"], "graph")                               # doctest: +SKIP
>>> graph = kg.open("graph")                                      # doctest: +SKIP
>>> graph.query("who-beats-whom", baseline="PyTorch").to_arrow()  # doctest: +SKIP

`build` makes a graph of files of papers, `open` reads one, `extractions` gives what each paper says with nothing
linked, and `load` is the extraction as a spaCy pipeline. Every error that is raised on purpose is a `KgError`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.building import build
    from kg.building import extract as extractions  # `kg.extract` is the package of the extractor
    from kg.extract.components import load
    from kg.graph import Graph, open

__all__ = ["Graph", "KgError", "__version__", "build", "extractions", "load", "open"]
__version__ = "0.1.0"

# Where the public names live. Each module is imported when its name is first asked for: Arrow, Oxigraph and spaCy take
# their time, and ``import kg`` should not.
_HOMES = {
    "Graph": "kg.graph:Graph",
    "build": "kg.building:build",
    "extractions": "kg.building:extract",
    "load": "kg.extract.components:load",
    "open": "kg.graph:open",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
