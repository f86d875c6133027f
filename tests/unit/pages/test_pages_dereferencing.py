"""The graph's own IRIs, under the path that is their id."""

import httpx
import pyoxigraph as ox
import pytest
from fixture_graph import ARXIV, CLAIMS, DOI

from kg import names
from kg.pages.descriptions import TYPES

FORMS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
PAGES = [
    "software/pytorch", "hardware/nvidia-a100", "method/注意力", "dataset/odd", "task/language-modeling", ARXIV, DOI,
    "author/ada-lovelace", "author/李雷",
]  # fmt: skip


@pytest.mark.parametrize("identifier", PAGES)
def test_an_iri_is_a_page_and_rdf(client: httpx.Client, identifier: str) -> None:
    iri = names.iri(identifier)
    path = iri.removeprefix(names.DEFAULT_BASE)
    page = client.get(f"/{path}", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert f'<link rel="alternate" type="text/turtle" href="/{path}?format=turtle">' in page.text
    for media_type, form in FORMS.items():
        response = client.get(f"/{path}", headers={"Accept": media_type})
        assert response.status_code == 200
        assert response.headers["content-type"].partition(";")[0] == media_type
        assert response.headers["vary"] == "Accept"
        subjects = {str(quad.subject.value) for quad in ox.parse(response.content, format=form)}
        assert iri in subjects
    for name, media_type in TYPES.items():
        assert client.get(f"/{path}?format={name}").headers["content-type"].startswith(media_type)


def test_a_paper_comes_with_its_claims_and_their_evidence(client: httpx.Client) -> None:
    response = client.get(f"/{ARXIV}", headers={"Accept": "application/n-quads"})
    quads = list(ox.parse(response.content, format=ox.RdfFormat.N_QUADS))
    objects = {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    assert {claim["evidence"] for claim in CLAIMS if claim["paper_id"] == ARXIV} <= objects
    assert "a library built on PyTorch" in objects


@pytest.mark.parametrize(
    ("identifier", "page"),
    [
        (CLAIMS[0]["claim_id"], f"/{ARXIV}#claim-{CLAIMS[0]['value_start']}"),
        (f"{CLAIMS[0]['claim_id']}/evidence", f"/{ARXIV}#claim-{CLAIMS[0]['value_start']}"),
        ("relation/arxiv-2501.00001/built_on/software/pytorch", f"/{ARXIV}"),
        ("edge/software/flashnet/built_on/software/pytorch", "/software/flashnet"),
    ],
)
def test_what_has_no_page_of_its_own_leads_to_where_it_stands(client: httpx.Client, identifier: str, page: str) -> None:
    response = client.get(f"/{identifier}", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (303, page)
    assert names.iri(identifier) in client.get(f"/{identifier}", headers={"Accept": "application/n-triples"}).text


def test_what_is_not_there(client: httpx.Client) -> None:
    for accept in ("text/html", "text/turtle"):
        assert client.get("/software/none", headers={"Accept": accept}).status_code == 404
        assert client.get("/paper/none", headers={"Accept": accept}).status_code == 404
        assert client.get("/%00%ff%2e%2e/etc", headers={"Accept": accept}).status_code == 404
    assert client.get("/software/pytorch", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/software/pytorch?format=docx").status_code == 400


def test_the_vocabulary_is_there(client: httpx.Client) -> None:
    response = client.get("/ns")
    assert len(list(ox.parse(response.content, format=ox.RdfFormat.TURTLE))) > 100
