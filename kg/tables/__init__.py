"""The built graph on disk: Parquet tables and a manifest, replaced as a whole or not at all.

::

    GRAPH/
      manifest.json            what was built, from what, by which version; names the current generation
      tables-3f2a…/            one generation: NAME.parquet for each of `SCHEMAS`
      .lock                    held by a build while it writes

A build fills a staging folder, renames it to its generation, and only then replaces the manifest in one step: killed
at any moment, it leaves the old graph or the new one. The generation is named by its content, so the same graph has
the same bytes.
"""

from kg.tables.manifest import FORMAT, Manifest
from kg.tables.reading import Tables
from kg.tables.schemas import SCHEMAS
from kg.tables.writing import ROW_GROUP, Staging, replacing, unwritable, write_atomically

__all__ = [
    "FORMAT",
    "ROW_GROUP",
    "SCHEMAS",
    "Manifest",
    "Staging",
    "Tables",
    "replacing",
    "unwritable",
    "write_atomically",
]
