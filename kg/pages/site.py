"""A graph that is being served, and how a page of it is made."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.pages.figures import Figures, find_figures
from kg.pages.negotiation import negotiate
from kg.pages.rendering import render
from kg.pages.store import Store
from kg.pages.workers import Pool
from kg.tables import Tables

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""On every answer: nothing of another server is loaded, no script but ours runs, no other site frames a page."""


@dataclass(frozen=True)
class Site:
    """A graph that is being served: its tables, its index for single things, its pool for queries."""

    tables: Tables
    store: Store
    index: ox.Store
    pool: Pool
    most_bytes: int

    @cached_property
    def figures(self) -> Figures:
        """The key figures, counted once: a graph that is served does not change."""
        return find_figures(self.store)


def site(request: Request) -> Site:
    """The graph that a request is about."""
    found: Site = request.app.state.site
    return found


def wants_page(request: Request) -> bool:
    """Whether the client asks for a page by name, as browsers do."""
    return negotiate(request.headers.get("accept"), ["text/plain", "text/html"]) == "text/html"


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the graph; `alternates` are links to the same as RDF: media type and address."""
    context = {"alternates": [], "query": "", "here": request.url.path} | context
    content = render(template, manifest=site(request).tables.manifest, **context)
    return HTMLResponse(content, status, headers={"Vary": "Accept"})
