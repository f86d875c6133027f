"""Triples as templates over the tables: what `facts` and `evidence` are made of, and the SQL they turn into.

A `Block` is a run of rows in the output. Each of its parts reads rows of a SQL source and writes, for each, the triples
of one node or more. Nothing is done to a row in Python: `Block.lines` is one query that gives N-Triples text.
"""

from typing import NamedTuple

from kg.export.rdf.vocabulary import TYPE, iri


def name(term: str) -> str:
    """SQL of a constant IRI, given as a prefixed name.

    >>> name("kg:Claim")
    "'<https://w3id.org/speedgraph/ns#Claim>'"
    """
    return f"'<{iri(term)}>'"


class Term(NamedTuple):
    """A predicate and an object: SQL that gives the predicate, the column, and the macro of `terms` that writes it.

    Where the column is null, or `when` (SQL of a condition) does not hold, there is no triple.
    """

    predicate: str
    value: str
    form: str = ""
    when: str = "true"

    @property
    def object(self) -> str:
        """SQL of the object as an N-Triples term."""
        return f"{self.form}({self.value})"

    @property
    def condition(self) -> str:
        """SQL of whether there is a triple."""
        return f"{self.value} IS NOT NULL AND {self.when}"


def a(*classes: str, when: str = "true") -> tuple[Term, ...]:
    """The types of a node."""
    return tuple(Term(name(TYPE), name(each), when=when) for each in classes)


def to(predicate: str, value: str, form: str, *, when: str = "true") -> Term:
    """A term with a constant predicate."""
    return Term(name(predicate), value, form, when)


class Node(NamedTuple):
    """The triples of one subject: SQL that gives its id, and the terms."""

    subject: str
    terms: tuple[Term, ...]


class Part(NamedTuple):
    """A SQL source (anything that may stand after FROM) and the nodes that each of its rows describes."""

    source: str
    nodes: tuple[Node, ...]


class Block(NamedTuple):
    """Parts that are written together. Where there are several, their rows meet by the subject of their first node."""

    parts: tuple[Part, ...]

    def lines(self, graph: str | None = None) -> str:
        """SQL of the block's text, one string of whole lines a row, in an order that the tables alone decide.

        Args:
            graph: the IRI of the named graph for N-Quads; without it the lines are N-Triples.
        """
        end = f" <{graph}> .\n" if graph else " .\n"
        end = end.replace("'", "''")
        queries = [_rows(part, end, place) for place, part in enumerate(self.parts)]
        if len(queries) == 1:  # the tables are sorted, and DuckDB keeps the order of what it scans
            return f"SELECT lines FROM ({queries[0]})"
        return f"SELECT lines FROM ({' UNION ALL '.join(queries)}) ORDER BY subject, place, key"

    def counts(self) -> str:
        """SQL of how many triples there are: predicate, class (null but for ``rdf:type``), number."""
        return " UNION ALL ".join(_counts(part) for part in self.parts)


def _counts(part: Part) -> str:
    """One scan of the source counts all terms whose predicate (and class) is constant; each other term is grouped."""
    kind = name(TYPE)
    constant, queries = [], []
    for term in (term for node in part.nodes for term in node.terms):
        group = term.value if term.predicate == kind else "NULL"
        if _is_constant(term.predicate) and (group == "NULL" or _is_constant(group)):
            constant.append(f"{{p: {term.predicate}, c: {group}, n: count({term.value}) FILTER ({term.when})}}")
        else:
            queries.append(
                f"SELECT {term.predicate} AS predicate, {group} AS class, count(*) AS number "
                f"FROM {part.source} WHERE {term.condition} GROUP BY ALL"
            )
    if constant:
        found = f"SELECT unnest(found) AS each FROM (SELECT [{', '.join(constant)}] AS found FROM {part.source})"
        queries.append(f"SELECT each.p AS predicate, each.c AS class, each.n AS number FROM ({found})")
    return " UNION ALL ".join(queries)


def _is_constant(sql: str) -> bool:
    return sql.startswith("'<") and sql.endswith(">'")


def _rows(part: Part, end: str, place: int) -> str:
    subjects = ", ".join(f"as_iri({node.subject}) AS s{n}" for n, node in enumerate(part.nodes))
    triples = ", ".join(
        f"CASE WHEN {term.condition} THEN concat(s{n}, ' ', {term.predicate}, ' ', {term.object}, '{end}') END"
        for n, node in enumerate(part.nodes)
        for term in node.terms
    )
    first = part.nodes[0]
    # a row is known by its subject where it has several terms, else by that one's value
    key = f"concat({first.terms[0].predicate}, {first.terms[0].value})" if len(first.terms) == 1 else "''"
    return (
        f"SELECT {first.subject} AS subject, {place} AS place, {key} AS key, concat({triples}) AS lines "
        f"FROM (SELECT *, {subjects} FROM {part.source})"
    )
