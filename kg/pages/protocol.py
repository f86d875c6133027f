"""The SPARQL 1.1 protocol at ``/sparql``: queries by GET and POST, in every form of answer; updates are refused.

https://www.w3.org/TR/sparql11-protocol/. Status codes: 400 for a request or a query that cannot be read, 403 for what
this server does not do (updates, SERVICE, answers that are too large), 405, 406, 413 and 415 as HTTP has them, 503 for
a query that reached the time limit, and where too many wait.
"""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.pages.jobs import GRAPHS, RESULTS, Protocol
from kg.pages.negotiation import negotiate

FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "html": "text/html",
}
"""What ``format=`` takes in place of an Accept header, for links."""

MOST_TEXT = 1 << 20
"""Bytes that a request's body may have."""

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_DESCRIBED = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}
"""Names of the forms under ``http://www.w3.org/ns/formats/``."""


class BadRequest(KgError):
    """A request that the protocol does not allow, and the HTTP status that says why."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Asked(NamedTuple):
    """A request as the protocol reads it. `query` is None where there is none: the client asks for a description."""

    query: str | None
    accept: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def wants_page(self) -> bool:
        """Whether the client would rather see a page than data."""
        return negotiate(self.accept, [*RESULTS, *GRAPHS, "text/html"]) == "text/html"

    def job(self, most_bytes: int) -> Protocol:
        """The job for a process that runs queries."""
        assert self.query is not None
        return Protocol(self.query, self.accept, self.default_graphs, self.named_graphs, most_bytes)


async def read(request: Request) -> Asked:
    """What a request asks.

    Raises:
        BadRequest: it is no query by the protocol.
    """
    pairs = _pairs(request.url.query)
    text: str | None = None
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        if kind == _FORM:
            pairs += _pairs(body)
        elif kind == _QUERY:
            text = body
        elif kind == _UPDATE:
            raise BadRequest("this graph is read-only: updates are refused", 403)
        else:
            raise BadRequest(f"a POST has the content type {_FORM} or {_QUERY}, not {kind or 'none'}", 415)
    if _values(pairs, "update"):
        raise BadRequest("this graph is read-only: updates are refused", 403)
    queries = _values(pairs, "query") if text is None else (text, *_values(pairs, "query"))
    if len(queries) > 1:
        raise BadRequest("a request has one query, this one has several")
    if request.method == "POST" and not queries:
        raise BadRequest("the parameter query is missing")
    accept = request.headers.get("accept")
    for name in _values(pairs, "format"):
        if name not in FORMATS:
            raise BadRequest(f"format is one of {', '.join(FORMATS)}, not {name!r}")
        accept = FORMATS[name]
    return Asked(
        queries[0] if queries else None, accept, _values(pairs, "default-graph-uri"), _values(pairs, "named-graph-uri")
    )


def describe(endpoint: str, base: str, accept: str | None) -> Response:
    """What the endpoint is, in the terms of SPARQL 1.1 Service Description.

    Raises:
        BadRequest: the client takes none of the forms.
    """
    media_type = negotiate(accept, list(GRAPHS))
    if media_type is None:
        raise BadRequest(f"the description comes as {', '.join(GRAPHS)}; the Accept header takes none", 406)
    service, dataset, default, evidence = ox.NamedNode(endpoint), ox.BlankNode(), ox.BlankNode(), ox.BlankNode()
    kind, name = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), f"{base}evidence"

    def sd(term: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + term)

    triples = [
        ox.Triple(service, kind, sd("Service")),
        ox.Triple(service, sd("endpoint"), service),
        ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        *(
            ox.Triple(service, sd("resultFormat"), ox.NamedNode(f"http://www.w3.org/ns/formats/{name}"))
            for name in _DESCRIBED.values()
        ),
        ox.Triple(service, sd("defaultDataset"), dataset),
        ox.Triple(dataset, kind, sd("Dataset")),
        ox.Triple(dataset, sd("defaultGraph"), default),
        ox.Triple(default, kind, sd("Graph")),
        ox.Triple(dataset, sd("namedGraph"), evidence),
        ox.Triple(evidence, kind, sd("NamedGraph")),
        ox.Triple(evidence, sd("name"), ox.NamedNode(name)),
    ]
    prefixes = {"sd": _SD, "formats": "http://www.w3.org/ns/formats/"}
    content = ox.serialize(triples, format=GRAPHS[media_type], prefixes=prefixes)
    return Response(content, media_type=media_type, headers={"Vary": "Accept"})


async def _body(request: Request) -> str:
    """The body as text."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_TEXT:
            raise BadRequest(f"a query has {MOST_TEXT:,} bytes at most", 413)
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise BadRequest("the body is no UTF-8 text") from None


def _pairs(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise BadRequest("the parameters cannot be read: they are no percent-encoded UTF-8, or too many") from None


def _values(pairs: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in pairs if key == name)
