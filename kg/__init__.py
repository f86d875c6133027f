"""Speedgraph: who says they beat whom, by how much, on what, on which hardware, and where the text says so.

>>> import kg
>>> graph = kg.open("graph")                                     # doctest: +SKIP
>>> graph.query("who-beats-whom", baseline="PyTorch").to_arrow() # doctest: +SKIP

`open` reads a graph that ``kg build`` or `build` made, `load` gives the extraction as a spaCy pipeline.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.extract.components import load
    from kg.graph import Graph, open

__all__ = ["Graph", "KgError", "__version__", "load", "open"]
__version__ = "0.1.0"

# Where the public names live. Each module is imported when its name is first asked for: Arrow, Oxigraph and spaCy take
# their time, and ``import kg`` should not.
_HOMES = {"Graph": "kg.graph", "load": "kg.extract.components", "open": "kg.graph"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
