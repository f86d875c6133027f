"""What the server asks of a process that runs queries: a job is sent to it, runs there, and its answer comes back."""

import io
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.pages.negotiation import negotiate
from kg.query import catalogue
from kg.query.answer import Answer
from kg.query.catalogue import Scalar
from kg.query.sparql import Result, SparqlEngine

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media types of the answer to SELECT and ASK, the first for who takes anything."""
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
"""Media types of the answer to CONSTRUCT and DESCRIBE."""


class NotAcceptable(QueryError):
    """The client takes no form that this kind of query can be answered in."""


class TooLarge(QueryError):
    """The answer is larger than the server gives."""


class Document(NamedTuple):
    """An answer as it goes over the wire."""

    media_type: str
    content: bytes


class Protocol(NamedTuple):
    """A query of the SPARQL 1.1 protocol: its text, what the client accepts, and the graphs it chose."""

    text: str
    accept: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    most_bytes: int

    def run(self, engine: SparqlEngine) -> Document:
        """The answer in the form that the client likes best.

        Raises:
            QueryError: the text is malformed or asks for SERVICE; see also `NotAcceptable` and `TooLarge`.
        """
        try:
            result = engine.evaluate(
                self.text, default_graphs=self.default_graphs, named_graphs=self.named_graphs
            )  # fmt: skip
        except ValueError as error:  # a graph's name that is no IRI
            raise QueryError(f"the query: {error}") from None
        graph = isinstance(result, ox.QueryTriples)
        offered = list(GRAPHS if graph else RESULTS)
        media_type = negotiate(self.accept, offered)
        if media_type is None:
            kind = "a CONSTRUCT or DESCRIBE" if graph else "a SELECT or ASK"
            raise NotAcceptable(f"the answer to {kind} comes as {', '.join(offered)}; the Accept header takes none")
        file = _Limited(self.most_bytes)
        try:
            _serialize(result, file, media_type)
        except OSError as error:
            if file.full:
                raise TooLarge(
                    f"the answer is larger than {self.most_bytes / 1e6:g} MB, the most that this server gives; "
                    "add a LIMIT, or start it with a larger --max-answer"
                ) from None
            raise QueryError(f"the query: {error}") from error
        return Document(media_type, file.getvalue())


class Text(NamedTuple):
    """A text of one's own whose rows a page shows."""

    text: str
    limit: int

    def run(self, engine: SparqlEngine) -> Answer:
        """The first rows."""
        return engine.run(self.text, limit=self.limit)


class Question(NamedTuple):
    """A canned question whose rows a page shows."""

    name: str
    given: dict[str, Scalar | None]
    limit: int | None

    def run(self, engine: SparqlEngine) -> tuple[Answer, str]:
        """The first rows, and the text that was run, with the parameters in it."""
        query = catalogue.find(self.name)
        return engine.answer(query, self.given, limit=self.limit), engine.text(query, self.given, limit=self.limit)


Job = Protocol | Text | Question


class _Limited(io.BytesIO):
    """A file in memory that takes no more than it may."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.full = False

    def write(self, content: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(content) > self._most:
            self.full = True
            raise OSError("full")
        return super().write(content)


def _serialize(result: Result, file: io.BytesIO, media_type: str) -> None:
    from kg.export.rdf.vocabulary import PREFIXES

    if not isinstance(result, ox.QueryTriples):
        result.serialize(file, RESULTS[media_type])
        return
    ox.serialize(result, file, GRAPHS[media_type], prefixes=PREFIXES)
