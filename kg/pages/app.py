"""The application: which address is answered by what, and how errors and headers leave it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError, QueryError
from kg.pages import views
from kg.pages.jobs import NotAcceptable, TooLarge
from kg.pages.protocol import BadRequest
from kg.pages.site import HEADERS, Site, page, wants_page
from kg.pages.workers import TooBusy, TookTooLong

_ROUTES = [
    Route("/", views.home),
    Route("/search", views.search),
    Route("/suggest", views.suggest),
    Route("/compare", views.comparisons),
    Route("/graph", views.graph),
    Route("/papers", views.papers),
    Route("/questions", views.questions),
    Route("/questions/{name}", views.question),
    Route("/sparql", views.sparql, methods=["GET", "POST"]),
    Route("/ns", views.ontology),
    Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    Route("/{identifier:path}", views.dereference),
]
_STATUS: list[tuple[type[KgError], int]] = [
    (NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (TooLarge, HTTPStatus.FORBIDDEN),
    (TookTooLong, HTTPStatus.SERVICE_UNAVAILABLE),
    (TooBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (KgError, HTTPStatus.INTERNAL_SERVER_ERROR),
]


def create_app(site: Site, *, hosts: Sequence[str] = ("*",)) -> Starlette:
    """The application for a graph; its pool runs while the application does.

    Args:
        site: the graph.
        hosts: the names under which it may be reached. A server on this machine that answers to any name could be read
            by a web page that has its own name point here.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with site.pool.running():
            app.state.site = site
            yield

    return Starlette(
        routes=_ROUTES,
        lifespan=lifespan,
        middleware=[Middleware(_Headers), Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={KgError: _refuse, HTTPException: _refuse, 500: _fail},
    )


class _Headers:
    """Puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, sending)


def _refuse(request: Request, error: Exception) -> Response:
    """An error that the client can act on, as a page or as a line of text."""
    headers: dict[str, str] = {}
    if isinstance(error, HTTPException):
        status, message, headers = error.status_code, str(error.detail), dict(error.headers or {})
    elif isinstance(error, BadRequest):
        status, message = error.status, str(error)
    else:
        status, message = next(status for kind, status in _STATUS if isinstance(error, kind)), str(error)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "5"
    if wants_page(request):
        response: Response = page(
            request, "error.html", status=status, title=HTTPStatus(status).phrase, message=message
        )  # fmt: skip
    else:
        response = PlainTextResponse(f"{message}\n", status)
    response.headers.update(headers)
    return response


def _fail(request: Request, error: Exception) -> Response:
    """A fault of ours: what happened stands in the server's log, not in the answer."""
    return PlainTextResponse("an error of this server; its log tells more\n", 500)
