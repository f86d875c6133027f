"""What stands on the pages, and that nothing in a graph becomes markup."""

import html
import re
from pathlib import Path

import httpx
import pytest
from fixture_graph import ARXIV, CLAIMS
from fixture_pages import SCRIPT, SCRIPT_ID, SCRIPT_TITLE

from kg.query import catalogue

PAGES = [
    "/", "/search?q=%3Cscript%3E", "/search?q=img", "/compare", "/compare?show=all", f"/{SCRIPT}", f"/{SCRIPT_ID}",
    "/compare?subject=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&min_ratio=%3Cb%3E", "/software/pytorch", f"/{ARXIV}",
    f"/papers?of={SCRIPT_ID}&relation=introduces", "/graph?node=torch", "/graph?node=%3Cscript%3E", "/questions",
    "/sparql", "/sparql?query=%3Cscript%3E&format=html", "/sparql?query=SELECT+*+%7B%3Fs+?p+?o%7D&format=html",
    "/nothing/%3Cscript%3E", *(f"/questions/{name}" for name in catalogue.load()),
]  # fmt: skip


def text(client: httpx.Client, path: str) -> str:
    return client.get(path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_a_graph_or_a_url_becomes_markup(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code < 500
    page = response.text
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/suggest.js" defer>']
    assert "<img" not in page and "<u>" not in page and "<i>" not in page
    assert not re.search(r"""(?:href|src|action)=["']?\s*javascript:""", page, re.I)
    assert " style=" not in page, "the policy forbids styles in the page"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_what_a_screen_reader_needs(client: httpx.Client, path: str) -> None:
    page = text(client, path)
    assert '<html lang="en">' in page and '<a class="skip" href="#main">' in page and '<main id="main"' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert page.count("<table") == page.count("<caption")
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    fields = re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', page)
    assert set(fields) <= set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page))


def test_a_paper_shows_its_text_marked(client: httpx.Client) -> None:
    page = text(client, f"/{ARXIV}")
    assert '<a class="name framework" href="/software/pytorch" title="framework">PyTorch</a>' in page
    assert '<b class="value">3.5x</b>' in page
    assert f'id="claim-{CLAIMS[0]["value_start"]}"' in page
    shown = html.unescape(re.sub(r"<[^>]+>", "", text(client, f"/{SCRIPT}")))
    assert SCRIPT_TITLE in shown


def test_a_thing_is_found_by_any_alias(client: httpx.Client) -> None:
    assert 'href="/software/pytorch"' in text(client, "/search?q=TORCH")
    assert client.get("/suggest?q=torch").json()[0] == {
        "name": "PyTorch", "form": "torch", "type": "Framework", "href": "/software/pytorch",
    }  # fmt: skip
    assert "FlashNet" in text(client, "/software/pytorch"), "who beats it"


@pytest.mark.parametrize(
    ("filters", "ratios"),
    [
        ("", ["4×", "3.5×", "2×"]),
        ("baseline=torch", ["4×", "3.5×"]),
        ("baseline=torch&min_ratio=3.6", ["4×"]),
        ("hardware=gpu&sort=year", ["4×", "3.5×"]),
        ("until=2024", ["2×"]),
        ("subject=nobody", []),
        ("kind=memory", []),
        ("page=9&model=transformer", ["3.5×"]),
    ],
)
def test_the_table_s_filters_live_in_its_address(client: httpx.Client, filters: str, ratios: list[str]) -> None:
    assert re.findall(r'<td class="right ratio">([^<]*)</td>', text(client, f"/compare?{filters}")) == ratios


def test_a_wrong_filter_is_said_and_left_out(client: httpx.Client) -> None:
    page = text(client, "/compare?min_ratio=much&kind=colour")
    assert "is no number that can stand here" in page and "is not one of speedup" in page
    assert "3 claims" in page


def test_a_question_shows_its_form_its_text_and_its_answer(client: httpx.Client) -> None:
    page = text(client, "/questions/who-beats-whom?baseline=torch")
    assert 'value="torch"' in page and "ORDER BY DESC(?ratio)" in page
    assert '<a href="/software/flashnet" dir="auto">FlashNet</a>' in page
    assert client.get("/questions/who-beats-whom?baseline=nobody").status_code == 400
    assert client.get("/questions/none").status_code == 404


def test_nothing_is_loaded_from_elsewhere() -> None:
    import kg.pages

    room = Path(kg.pages.__file__).parent
    for file in (*room.glob("static/*"), *room.glob("templates/*")):
        assert not re.search(r"""(?:src|@import|url\()\s*=?\s*["']?(?:https?:)?//""", file.read_text("utf-8")), file
