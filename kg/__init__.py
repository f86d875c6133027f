"""Speedgraph: who says they beat whom, by how much, on what, on which hardware, and where the text says so."""

__all__: list[str] = ["__version__"]
__version__ = "0.1.0"
