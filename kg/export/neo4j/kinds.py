"""Kinds of nodes and relationships: how a property graph is made of tables, as data.

Each kind says in SQL over the tables (`kg.tables.database`) which rows it has. What loads a server, writes files for a
bulk import, checks a database or documents the graph reads the same kinds, and so none can say another thing.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Type = Literal["STRING", "INTEGER", "FLOAT", "LIST<STRING>", "LIST<INTEGER>", "LIST<FLOAT>"]
"""The types of properties, as Cypher names them."""

END_COLUMNS = ("source", "target")
"""The columns of a relationship's rows that hold the ids of its ends; ``start`` and ``end`` are offsets into a text."""


class Property(NamedTuple):
    """A property: its name, its type, and the SQL that gives it. A null is a property that is not there."""

    name: str
    type: Type
    value: str


def strings(*names: str, **values: str) -> tuple[Property, ...]:
    """Properties of type STRING: columns of the same name, then ``name=sql``."""
    return _properties("STRING", names, values)


def integers(*names: str, **values: str) -> tuple[Property, ...]:
    """Properties of type INTEGER."""
    return _properties("INTEGER", names, values)


def floats(*names: str, **values: str) -> tuple[Property, ...]:
    """Properties of type FLOAT; what is infinite or undefined is not there."""
    finite = {name: f"finite({value})" for name, value in ({name: f'"{name}"' for name in names} | values).items()}
    return _properties("FLOAT", (), finite)


def _properties(kind: Type, names: tuple[str, ...], values: dict[str, str]) -> tuple[Property, ...]:
    return tuple(
        Property(name, kind, value) for name, value in ({name: f'"{name}"' for name in names} | values).items()
    )


@dataclass(frozen=True, kw_only=True)
class Node:
    """A kind of node.

    Attributes:
        labels: its labels; the first is the one under which its id is unique, and shared by kinds that may change into
            one another from one build to the next (a framework that is called a library).
        source: SQL that may stand after FROM.
        id: SQL of the id.
        properties: the others.
    """

    labels: tuple[str, ...]
    source: str
    id: str
    properties: tuple[Property, ...]

    @property
    def name(self) -> str:
        """A name that no other kind of node has: the label that tells most (``Framework``)."""
        return self.labels[1] if len(self.labels) > 1 else self.labels[0]

    @property
    def rows(self) -> str:
        """SQL of its nodes: the column ``id`` and one a property, sorted by ``id``."""
        return f"SELECT {self.id} AS id, {_selected(self.properties)} FROM {self.source} ORDER BY id"

    @property
    def count(self) -> str:
        """SQL of how many there are."""
        return f"SELECT count(*) FROM {self.source}"


@dataclass(frozen=True, kw_only=True)
class Relationship:
    """A kind of relationship.

    Attributes:
        type: its type. Two kinds may share one if their ends have other labels.
        start: the label of the nodes it starts from.
        end: the label of the nodes it leads to.
        source: SQL that may stand after FROM.
        ends: SQL of the ids of both ends.
        properties: all of them.
        key: the properties that tell apart relationships of the kind with the same ends; none where there is only one.
    """

    type: str
    start: str
    end: str
    source: str
    ends: tuple[str, str]
    properties: tuple[Property, ...] = field(default=())
    key: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """A name that no other kind of relationship has (``Paper_USES_Entity``)."""
        return f"{self.start}_{self.type}_{self.end}"

    @property
    def pattern(self) -> str:
        """How Cypher draws it.

        >>> Relationship(type="OF_PAPER", start="Claim", end="Paper", source="claims", ends=("a", "b")).pattern
        '(:Claim)-[:OF_PAPER]->(:Paper)'
        """
        return f"(:{self.start})-[:{self.type}]->(:{self.end})"

    @property
    def rows(self) -> str:
        """SQL of its relationships: `END_COLUMNS` and one column a property, sorted by ends and key."""
        ends = ", ".join(f"{end} AS {column}" for end, column in zip(self.ends, END_COLUMNS, strict=True))
        columns = ", ".join([ends, *filter(None, [_selected(self.properties)])])
        order = ", ".join([*END_COLUMNS, *(f'"{name}"' for name in self.key)])
        return f"SELECT {columns} FROM {self.source} ORDER BY {order}"

    @property
    def count(self) -> str:
        """SQL of how many there are."""
        return f"SELECT count(*) FROM {self.source}"


def _selected(properties: tuple[Property, ...]) -> str:
    return ", ".join(f'{each.value} AS "{each.name}"' for each in properties)
