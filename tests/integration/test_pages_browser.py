"""The pages in a real browser: Chromium, without a network beyond this machine."""

import shutil
from collections.abc import Iterator

import pytest
from fixture_pages import SCRIPT, serving, write_graph

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(write_graph(tmp_path_factory.mktemp("graphs") / "browser")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> "Iterator[sync_api.Browser]":
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "sync_api.Browser", address: str) -> "Iterator[sync_api.Page]":
    """A page; what the console says, what is asked of other hosts and every dialog fails the test."""
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if "status of 400" not in message.text else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append("a dialog"), dialog.dismiss()))
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(address) else None)
    yield page
    context.close()
    assert wrong == []


def test_from_the_search_to_a_claim_by_keyboard_alone(page: "sync_api.Page") -> None:
    page.goto("/search")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#q").focus()
    page.keyboard.type("torch")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator("#q").get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/software/pytorch")
    assert page.get_by_role("heading", level=1).inner_text().startswith("PyTorch")
    page.get_by_role("link", name="In the table of who beats whom").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?baseline=**")
    assert page.get_by_role("table").get_by_role("link", name="FlashNet", exact=True).first.is_visible()


def test_hostile_text_stays_text(page: "sync_api.Page") -> None:
    page.goto(f"/{SCRIPT}")
    assert page.title().startswith("<script>alert('title')</script>")
    assert page.locator("main script, main img").count() == 0


@pytest.mark.parametrize("path", ["/", "/compare", "/software/pytorch", "/graph?node=torch", "/questions/faster-than"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_shows_it_all(page: "sync_api.Page", path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 23, 26)"
    assert dark == (scheme == "dark")


def test_a_query_is_written_and_run(page: "sync_api.Page") -> None:
    page.goto("/sparql")
    page.get_by_label("A SPARQL 1.1 query").fill("SELECT ?x { ?x kg:outperforms ?y } ORDER BY ?x")
    page.get_by_role("button", name="Run").click()
    assert page.get_by_role("link", name="software/flashnet").is_visible()
    page.get_by_label("A SPARQL 1.1 query").fill("SELECT ?x {")
    page.get_by_role("button", name="Run").click()
    assert "line 1" in page.get_by_role("alert").inner_text()
