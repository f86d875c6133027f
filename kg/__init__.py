"""Speedgraph: who says they beat whom, by how much, on what, on which hardware, and where the text says so."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.extract.components import load

__all__ = ["__version__", "load"]
__version__ = "0.1.0"

# Where the public names live; each module is imported when its name is first asked for, since spaCy takes its time.
_HOMES = {"load": "kg.extract.components"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
