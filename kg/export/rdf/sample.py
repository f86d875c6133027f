"""A part of a graph that is a graph itself: some papers, and all that is said in them and of what they name."""

from pathlib import Path

import duckdb

from kg.errors import GraphError
from kg.tables import SCHEMAS, Tables, replacing

_PICK = "CREATE TABLE picked AS SELECT paper_id FROM papers ORDER BY sha256(paper_id) LIMIT {size}"
"""By hash, so that the choice is spread over all papers and the same each time."""

_BY_PAPER = ("papers", "authors", "mentions", "relations", "claims", "artifacts")
_SLOTS = ("subject_id", "baseline_id", "model_id", "dataset_id", "hardware_id", "task_id")

_SOME = "SELECT {name}.* FROM {name} SEMI JOIN picked USING (paper_id) ORDER BY {key}"
_EDGES = """
SELECT * FROM edges WHERE paper_id IN (FROM picked)
UNION ALL SELECT * FROM edges WHERE paper_id IS NULL AND source_id IN (FROM named) ORDER BY {key}
"""
_NAMED = f"""
CREATE TABLE named AS
WITH RECURSIVE above(entity_id) AS (
  SELECT entity_id FROM mentions WHERE paper_id IN (FROM picked)
  UNION SELECT entity_id FROM relations WHERE paper_id IN (FROM picked)
  UNION SELECT unnest([{", ".join(_SLOTS)}]) FROM claims WHERE paper_id IN (FROM picked)
  UNION SELECT unnest([source_id, target_id]) FROM edges WHERE paper_id IN (FROM picked)
  UNION SELECT target_id FROM edges JOIN above ON source_id = entity_id WHERE paper_id IS NULL
)
SELECT DISTINCT entity_id FROM above WHERE entity_id IS NOT NULL
"""
"""Every entity that a chosen paper names, and what stands above it in the hierarchy: no reference is left dangling."""


def sample(tables: Tables, size: int, directory: Path) -> Tables:
    """Write the graph of `size` papers of `tables` to `directory`, and open it.

    Raises:
        GraphError: the graph cannot be read.
    """
    manifest = tables.manifest
    with replacing(directory) as staging, duckdb.connect(config={"temp_directory": str(directory)}) as connection:
        try:
            for name in SCHEMAS:
                connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{_quoted(tables.path(name))}')")
            connection.execute(_PICK.format(size=size))
            connection.execute(_NAMED)
            for name, schema in SCHEMAS.items():
                key = ", ".join(f'"{column}"' for column in schema.metadata[b"sorted_by"].decode().split(","))
                if name in _BY_PAPER:
                    query = _SOME.format(name=name, key=key)
                elif name == "edges":
                    query = _EDGES.format(key=key)
                else:
                    query = f"SELECT {name}.* FROM {name} SEMI JOIN named USING (entity_id) ORDER BY {key}"
                connection.execute(f"COPY ({query}) TO '{_quoted(staging.path(name))}' (FORMAT parquet)")
        except duckdb.Error as error:
            raise GraphError(f"{tables.directory}: {str(error).splitlines()[0]}; build the graph again") from error
        staging.commit(
            version=manifest.version,
            base=manifest.base,
            lexicon=manifest.lexicon,
            overrides=manifest.overrides,
            inputs=manifest.inputs,
            model=manifest.model,
            min_confidence=manifest.min_confidence,
        )
    return Tables(directory)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
