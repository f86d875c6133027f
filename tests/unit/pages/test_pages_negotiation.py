"""Which form of an answer a client gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages.negotiation import negotiate

OFFERED = ["application/json", "text/html", "text/turtle"]
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        (FIREFOX, "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle ; q=1", "text/turtle"),
        ("text/*", "text/html"),
        ("text/turtle;q=0.4, text/html;q=0.5", "text/html"),
        ("*/*, text/turtle", "text/turtle"),
        ("text/html;q=1.2.3", "application/json"),
        ("*/*;q=0.1, text/html;q=0", "application/json"),
        ("text/*, text/html;q=0.2", "text/turtle"),
        ("image/png", None),
        ("application/json;q=0", None),
        ("no media type at all", "application/json"),
        ("text/html;q=much, text/turtle;q=0.9", "text/html"),
        ('text/html;level=1;q=0.7, application/json;profile="x";q=0.6', "text/html"),
    ],
)
def test_the_client_gets_what_it_likes_best(accept: str | None, chosen: str | None) -> None:
    assert negotiate(accept, OFFERED) == chosen


@given(st.text())
def test_any_header_is_read(accept: str) -> None:
    assert negotiate(accept, OFFERED) in (*OFFERED, None)
