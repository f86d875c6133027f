"""The JSON Schema of what `kg extract` writes, made from the records: ``python -m kg.extract.schema`` prints it."""

import sys
from typing import Any

import msgspec

from kg.model import Extraction
from kg.names import DEFAULT_BASE

SCHEMA_ID = f"{DEFAULT_BASE}schemas/extraction.schema.json"


def extraction_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one line of `kg extract`. Keys that a later version may add are allowed."""
    (root,), definitions = msgspec.json.schema_components([Extraction])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "What Speedgraph finds in one paper",
        **root,
        "$defs": definitions,
    }


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(extraction_schema())) + b"\n")
