"""Speedgraph: who says they beat whom, by how much, on what, on which hardware, and where the text says so.

A graph is made of files of papers, and then asked:

>>> import kg
>>> manifest = kg.build(["page.txt", "papers.jsonl.gz"], "graph")  # doctest: +SKIP
>>> graph = kg.open("demo-graph")  # the graph that `kg demo` makes
>>> [(row["subject"], row["ratio"]) for row in graph.leaderboard("PyTorch", hardware="A100")]
[('multi-head attention', 6.13)]

`build` makes a graph, `open` reads one and gives a `Graph`: its tables, things, papers, claims and their evidence, its
canned questions and SPARQL, and doors to pandas, Polars, NetworkX and rdflib. `extractions` gives what each paper says
with nothing linked, and `load` is the extraction as a spaCy pipeline. Every error raised on purpose is a `KgError`.
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
