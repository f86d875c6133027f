"""The SPARQL 1.1 protocol, as a client meets it."""

import csv
import json
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from fixture_pages import serving

from kg.names import DEFAULT_BASE

BEATS = "SELECT ?x ?y { ?x kg:outperforms ?y } ORDER BY ?x"
PAIRS = [
    (f"{DEFAULT_BASE}software/flashnet", f"{DEFAULT_BASE}software/pytorch"),
    (f"{DEFAULT_BASE}software/piperunner", f"{DEFAULT_BASE}software/flashnet"),
]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def ask(client: httpx.Client, query: str, accept: str = "*/*", **more: Any) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})


def pairs(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 200, response.text
    return [(row["x"]["value"], row["y"]["value"]) for row in response.json()["results"]["bindings"]]


def test_a_query_by_get_by_form_and_directly(client: httpx.Client) -> None:
    direct = {"Content-Type": "application/sparql-query; charset=utf-8"}
    assert pairs(ask(client, BEATS)) == PAIRS
    assert pairs(client.post("/sparql", data={"query": BEATS})) == PAIRS
    assert pairs(client.post("/sparql", content=BEATS, headers=direct)) == PAIRS
    assert client.head("/sparql", params={"query": BEATS}).status_code == 200


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/json", "*/*"])
def test_json(client: httpx.Client, media_type: str) -> None:
    response = ask(client, BEATS, media_type)
    assert response.headers["content-type"].partition(";")[0] in (media_type, "application/sparql-results+json")
    assert response.headers["vary"] == "Accept"
    assert json.loads(response.content)["head"]["vars"] == ["x", "y"]


def test_xml(client: httpx.Client) -> None:
    response = ask(client, BEATS, "application/sparql-results+xml")
    assert response.headers["content-type"] == "application/sparql-results+xml"
    found = ElementTree.fromstring(response.content).iter("{http://www.w3.org/2005/sparql-results#}uri")
    assert [element.text for element in found] == [iri for pair in PAIRS for iri in pair]


def test_csv_and_tsv(client: httpx.Client) -> None:
    rows = list(csv.reader(ask(client, BEATS, "text/csv").text.splitlines()))
    assert rows == [["x", "y"], *map(list, PAIRS)]
    lines = ask(client, BEATS, "text/tab-separated-values").text.splitlines()
    assert lines == ["?x\t?y", *(f"<{x}>\t<{y}>" for x, y in PAIRS)]


def test_ask(client: httpx.Client) -> None:
    assert ask(client, "ASK { ?x kg:outperforms ?y }").json() == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in ask(client, "ASK { ?x kg:none ?y }", "application/sparql-results+xml").text


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("*/*", ox.RdfFormat.TURTLE),
    ],
)
def test_construct_and_describe(client: httpx.Client, media_type: str, form: ox.RdfFormat) -> None:
    response = ask(client, "CONSTRUCT WHERE { ?x kg:outperforms ?y }", media_type)
    assert response.headers["content-type"].startswith(media_type if media_type != "*/*" else "text/turtle")
    found = {(quad.subject.value, quad.object.value) for quad in ox.parse(response.content, format=form)}
    assert found == set(PAIRS)
    described = ask(client, "DESCRIBE <software/pytorch>", media_type)
    assert len(list(ox.parse(described.content, format=form))) > 5


def test_a_link_may_name_the_form(client: httpx.Client) -> None:
    response = ask(client, BEATS, "text/html", format="csv")
    assert response.headers["content-type"].startswith("text/csv")
    assert ask(client, BEATS, format="docx").status_code == 400


def test_the_graphs_may_be_chosen(client: httpx.Client) -> None:
    words = "SELECT ?x ?y { ?x oa:exact ?y }"
    evidence = f"{DEFAULT_BASE}evidence"
    assert pairs(ask(client, words)) == [], "the default graph holds facts"
    assert len(pairs(ask(client, words, **{"default-graph-uri": evidence}))) > 3
    named = "SELECT ?x ?y { GRAPH ?g { ?x oa:exact ?y } }"
    assert len(pairs(ask(client, named, **{"named-graph-uri": evidence}))) > 3
    assert pairs(ask(client, named, **{"named-graph-uri": "http://example.org/none"})) == []
    assert ask(client, words, **{"default-graph-uri": "no iri"}).status_code == 400


def test_without_a_query_the_endpoint_says_what_it_is(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"Accept": "application/n-triples"})
    assert response.status_code == 200
    assert f"<{client.base_url}/sparql>" in response.text
    assert "sparql-service-description#SPARQL11Query" in response.text
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT * { ?s ?p", "line 1"),
        ("DROP ALL", "line 1"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "line 1"),
        ("", "line 1"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE asks another server"),
        ("PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p ?o.SERVICE:x{ ?a ?b ?c } }", "SERVICE asks another server"),
        ("SELECT * { ?s ?p '\0\ud7ff' " + "{" * 50, "line 1"),
    ],
)
def test_what_is_no_query_is_refused_in_a_line(client: httpx.Client, text: str, says: str) -> None:
    response = ask(client, text)
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/plain")
    assert says in response.text
    assert response.text.count("\n") == 1


def test_updates_are_refused(client: httpx.Client) -> None:
    update = "CLEAR ALL"
    headers = {"Content-Type": "application/sparql-update"}
    refused = [
        client.post("/sparql", content=update, headers=headers),
        client.post("/sparql", data={"update": update}),
        client.get("/sparql", params={"update": update}),
    ]
    assert [response.status_code for response in refused] == [403, 403, 403]
    assert all("read-only" in response.text for response in refused)
    assert client.put("/sparql").status_code == 405
    assert set(client.delete("/sparql").headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_requests_that_the_protocol_does_not_allow(client: httpx.Client) -> None:
    def post(content: bytes, kind: str) -> int:
        return client.post("/sparql", content=content, headers={"Content-Type": kind}).status_code

    assert client.get("/sparql?query=ASK{}&query=ASK{}").status_code == 400
    assert client.post("/sparql", data={}).status_code in (400, 415)
    assert post(b"ASK {}", "text/plain") == 415
    assert post(b"ASK { # \xff\n}", "application/sparql-query") == 400
    assert post(b"query=%FF", "application/x-www-form-urlencoded") == 400
    assert post(b"#" * (1 << 20) + b"\nASK {}", "application/sparql-query") == 413
    assert ask(client, BEATS, "image/png").status_code == 406
    assert ask(client, BEATS, "text/turtle").status_code == 406, "a SELECT is no graph"


def test_a_query_that_never_ends_costs_its_time_and_no_more(hostile_graph: Path) -> None:
    with (
        serving(hostile_graph, workers=1, seconds=0.5, most_bytes=3000) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        response = ask(client, ENDLESS)
        assert response.status_code == 503
        assert "took longer than 0.5 s" in response.text
        assert response.headers["retry-after"]
        assert client.get("/compare").status_code == 200
        assert pairs(ask(client, BEATS)) == PAIRS, "a new process has taken the place of the one that was killed"
        large = ask(client, "SELECT * { ?s ?p ?o }", "text/csv")
        assert large.status_code == 403
        assert "larger than 0.003 MB" in large.text
        hungry = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a")
        assert hungry.status_code in (400, 403, 503)
        assert pairs(ask(client, BEATS)) == PAIRS


def test_fifty_clients_at_once_get_their_own_answers(client: httpx.Client) -> None:
    def one(number: int) -> bool:
        with httpx.Client(base_url=client.base_url, timeout=120) as own:
            answer = ask(own, f"SELECT ?x ?y {{ ?x kg:outperforms ?y . BIND({number} AS ?n) FILTER(?n = {number}) }}")
            value = ask(own, f"SELECT ({number} AS ?x) {{}}").json()["results"]["bindings"][0]["x"]["value"]
            page = own.get("/search", params={"q": f"nothing-{number}"})
        return sorted(pairs(answer)) == PAIRS and value == str(number) and f"nothing-{number}" in page.text

    with ThreadPoolExecutor(50) as threads:
        assert all(threads.map(one, range(50)))


def test_only_this_machine_s_names_lead_here(client: httpx.Client) -> None:
    assert client.get("/", headers={"Host": "attacker.example"}).status_code == 400
