"""Curated names of the field: frameworks, libraries, models, methods, datasets, hardware and tasks."""

from kg.lexicon.entry import Entry, Sense
from kg.lexicon.loader import Lexicon, load, read

__all__ = ["Entry", "Lexicon", "Sense", "load", "read"]
