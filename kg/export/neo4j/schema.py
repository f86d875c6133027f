"""Constraints and indexes of the property graph: ``python -m kg.export.neo4j.schema`` prints schemas/neo4j.cypher."""

import sys
from typing import NamedTuple

from kg.export.neo4j.mapping import NODES


class SchemaItem(NamedTuple):
    """A constraint or an index, under a name of ours.

    `kind` is as ``SHOW INDEXES`` calls its index: a uniqueness constraint has a ``RANGE`` index of its own.
    """

    name: str
    kind: str
    label: str
    properties: tuple[str, ...]
    unique: bool = False

    @property
    def cypher(self) -> str:
        """The statement that makes it where it is not there yet; it runs on Neo4j 5 and later, any edition."""
        columns = ", ".join(f"n.{each}" for each in self.properties)
        if self.unique:
            return f"CREATE CONSTRAINT {self.name} IF NOT EXISTS FOR (n:{self.label}) REQUIRE {columns} IS UNIQUE"
        if self.kind == "FULLTEXT":
            return f"CREATE FULLTEXT INDEX {self.name} IF NOT EXISTS FOR (n:{self.label}) ON EACH [{columns}]"
        return f"CREATE INDEX {self.name} IF NOT EXISTS FOR (n:{self.label}) ON ({columns})"


CONSTRAINTS = tuple(
    SchemaItem(f"{label.lower()}_id", "RANGE", label, ("id",), unique=True)
    for label in dict.fromkeys(kind.labels[0] for kind in NODES)
)
"""Every id is unique under the first label of its kind."""

INDEXES = (
    SchemaItem("names", "FULLTEXT", "Entity", ("name", "aliases")),
    SchemaItem("papers", "FULLTEXT", "Paper", ("title", "abstract")),
    SchemaItem("entity_name", "RANGE", "Entity", ("name",)),
    SchemaItem("paper_year", "RANGE", "Paper", ("year",)),
    SchemaItem("claim_kind", "RANGE", "Claim", ("kind",)),
    SchemaItem("claim_ratio", "RANGE", "Claim", ("ratio",)),
)
"""What people search by: names and words, years, kinds and ratios."""

SCHEMA = (*CONSTRAINTS, *INDEXES)


def script() -> str:
    """All of it as a script for cypher-shell and Neo4j Browser."""
    head = "// Constraints and indexes of the graph, made by: python -m kg.export.neo4j.schema > schemas/neo4j.cypher\n"
    return head + "".join(f"{item.cypher};\n" for item in SCHEMA)


if __name__ == "__main__":
    sys.stdout.write(script())
