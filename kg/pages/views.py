"""What stands at each address. A view finds the data, and hands it to a template."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg import names
from kg.errors import QueryError
from kg.model import ClaimKind, RelationType
from kg.pages import charts
from kg.pages.comparisons import SORTS, compare
from kg.pages.descriptions import TYPES, describe
from kg.pages.identifiers import identifier_of
from kg.pages.jobs import Question, Text
from kg.pages.negotiation import negotiate
from kg.pages.neighbours import HEIGHT, WIDTH, find_neighbours
from kg.pages.papers import find_artifact, find_author, find_paper, search_titles
from kg.pages.protocol import describe as describe_endpoint
from kg.pages.protocol import read
from kg.pages.questions import cells, given
from kg.pages.site import page, site
from kg.pages.store import Store
from kg.pages.things import find_thing, pages_of, papers_of
from kg.query import catalogue
from kg.resources import SCHEMAS

ROWS = 200
"""Rows of a query's answer that a page shows; the other forms of answer carry all."""

_FOUND = 40
_SUGGESTED = 8


def home(request: Request) -> Response:
    """Search, key figures, a few comparisons."""
    figures = site(request).figures
    return page(request, "home.html", figures=figures, histogram=charts.histogram(figures.bins))


def search(request: Request) -> Response:
    """Things by any of their names, and papers by words of their title."""
    query = request.query_params.get("q", "").strip()
    store = site(request).store
    things = store.find(query, limit=_FOUND) if query else []
    papers = search_titles(store, query, _FOUND) if query else []
    return page(request, "search.html", query=query, things=things, papers=papers, most=_FOUND)


def suggest(request: Request) -> Response:
    """The first things that a search finds, for the search field."""
    query = request.query_params.get("q", "").strip()
    things = site(request).store.find(query, limit=_SUGGESTED) if query else []
    return JSONResponse([
        {name: thing[name] for name in ("name", "form", "type")} | {"href": names.iri(thing["entity_id"], "/")}
        for thing in things
    ])  # fmt: skip


def comparisons(request: Request) -> Response:
    """The table of who beats whom."""
    table = compare(site(request).store, request.query_params)
    return page(request, "compare.html", table=table, filters=table.filters, kinds=list(ClaimKind), sorts=list(SORTS))


def graph(request: Request) -> Response:
    """The graph around a thing, drawn."""
    store = site(request).store
    name = request.query_params.get("node", "").strip()
    kind = request.query_params.get("relation") or None
    found = store.find(name, limit=1) if name else []
    around = find_neighbours(store, found[0]["entity_id"], kind) if found else None
    return page(request, "graph.html", name=name, around=around, relation=kind, width=WIDTH, height=HEIGHT)


def papers(request: Request) -> Response:
    """The papers that stand in one relation to a thing, with the sentences that say so."""
    identifier, relation = request.query_params.get("of", ""), request.query_params.get("relation", "")
    number = _page_number(request)
    found = papers_of(site(request).store, identifier, relation, number) if relation in list(RelationType) else None
    if not found:
        raise HTTPException(404, "No papers stand in this relation to this thing.")
    entity, group = found
    return page(request, "papers.html", entity=entity, group=group, number=number, pages=pages_of(group))


def questions(request: Request) -> Response:
    """The canned questions."""
    topics: dict[str, list[catalogue.Query]] = {}
    for query in catalogue.load().values():
        topics.setdefault(query.topic, []).append(query)
    return page(request, "questions.html", topics=topics)


async def question(request: Request) -> Response:
    """A canned question as a form, and its answer once it can be given."""
    name = request.path_params["name"]
    if name not in catalogue.load():
        raise HTTPException(404, f"No question is called {name!r}.")
    query = catalogue.find(name)
    parameters = given(query, request.query_params)
    defaults = {parameter.name: parameter.default for parameter in query.parameters}
    shown = {**defaults, **parameters}
    answer, rows, text, problem = None, None, query.sparql, None
    if all(shown[parameter.name] is not None for parameter in query.parameters if parameter.required):
        try:
            answer, text = await site(request).pool.run(Question(name, parameters, query.limit))
            rows = cells(site(request).store, answer)
        except QueryError as error:
            problem = str(error).removeprefix(f"{site(request).tables.directory}: ")
    return page(
        request, "question.html", asked=query, shown=shown, answer=answer, rows=rows, text=text, problem=problem,
        status=400 if problem else 200,
    )  # fmt: skip


async def sparql(request: Request) -> Response:
    """The endpoint: data for programs, a form and a table for people."""
    here = site(request)
    asked = await read(request)
    if asked.wants_page:
        return await _sparql_page(request, asked.query)
    if asked.query is None:
        return describe_endpoint(str(request.url.replace(query="")), here.tables.manifest.base, asked.accept)
    document = await here.pool.run(asked.job(here.most_bytes))
    return Response(document.content, media_type=document.media_type, headers={"Vary": "Accept"})


async def _sparql_page(request: Request, text: str | None) -> Response:
    here = site(request)
    answer, rows, problem = None, None, None
    if text is not None:
        try:
            answer = await here.pool.run(Text(text, ROWS))
            rows = cells(here.store, answer)
        except QueryError as error:
            problem = str(error)
    return page(
        request, "sparql.html", text=text, answer=answer, rows=rows, problem=problem, status=400 if problem else 200
    )


def ontology(request: Request) -> Response:
    """The vocabulary, whose terms lie under ``/ns#``."""
    return Response((SCHEMAS / "ontology.ttl").read_bytes(), media_type="text/turtle")


def dereference(request: Request) -> Response:
    """An IRI of the graph, by the path that is its id: its page, or what the graph says of it as RDF."""
    here = site(request)
    identifier = identifier_of(request.scope)
    form = request.query_params.get("format")
    types = {**TYPES, "html": "text/html"}
    if form is not None and form not in types:
        raise HTTPException(400, f"format is one of {', '.join(types)}, not {form!r}.")
    media_type = types[form] if form else negotiate(request.headers.get("accept"), ["text/html", *TYPES.values()])
    if media_type is None:
        raise HTTPException(406, f"This comes as text/html, {', '.join(TYPES.values())}.")
    if media_type == "text/html":
        return _page_of(request, identifier)
    name = next(name for name, found in TYPES.items() if found == media_type)
    content = describe(here.index, identifier, here.tables.manifest.base, name)
    if content is None:
        raise HTTPException(404, f"The graph has nothing under {identifier!r}.")
    return Response(content, media_type=media_type, headers={"Vary": "Accept"})


def _page_of(request: Request, identifier: str) -> Response:
    store = site(request).store
    kind = identifier.partition("/")[0]
    alternates = [(media_type, f"{names.iri(identifier, '/')}?format={name}") for name, media_type in TYPES.items()]
    if kind == "paper":
        if paper := find_paper(store, identifier):
            return page(request, "paper.html", found=paper, alternates=alternates)
    elif kind == "author":
        if author := find_author(store, identifier):
            return page(request, "author.html", name=author[0], papers=author[1], alternates=alternates)
    elif target := _shown_at(store, identifier):
        return RedirectResponse(target, 303)
    elif thing := find_thing(store, identifier):
        chart = charts.strip({"wins": _with_ratio(thing.claims, "subject", identifier),
                              "losses": _with_ratio(thing.claims, "baseline", identifier)})  # fmt: skip
        return page(request, "thing.html", thing=thing, entity=thing.entity, chart=chart, alternates=alternates)
    raise HTTPException(404, f"The graph has nothing under {identifier!r}.")


def _shown_at(store: Store, identifier: str) -> str | None:
    """Where the page is that shows a thing without a page of its own: a claim, a mention, a statement, an address."""
    kind, _, rest = identifier.partition("/")
    parts = rest.split("/")
    if kind == "claim" and len(parts) > 1:
        return f"{names.iri(f'paper/{parts[0]}', '/')}#claim-{parts[1]}"
    if kind in ("relation", "mention"):
        return names.iri(f"paper/{parts[0]}", "/")
    if kind == "edge" and len(parts) > 1:
        return names.iri("/".join(parts[:2]), "/")
    if kind == "artifact" and (paper := find_artifact(store, identifier)):
        return names.iri(paper, "/")
    return None


def _with_ratio(claims: list[dict[str, object]], slot: str, identifier: str) -> list[dict[str, object]]:
    return [claim for claim in claims if claim[f"{slot}_id"] == identifier and claim["ratio"] and claim["baseline"]]


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    if not text.isdecimal() or not 1 <= int(text) < 10**6:
        raise HTTPException(400, f"page is a whole number from 1, not {text!r}.")
    return int(text)
