"""Readers of papers: whatever form an input has, it gives `kg.model.Paper`.

`reading.read` is the way in. `opening` gives bytes, `detect` finds the form, one module a form makes `record.Record` of
them, and `record.to_paper` makes a paper of each. The modules that read a form do not know one another.
"""

from kg.sources.detect import FORMATS
from kg.sources.reading import Reading, read

__all__ = ["FORMATS", "Reading", "read"]
