"""What a paper's page shows: its text with every find marked, its claims and what it says of which things."""

from typing import NamedTuple

from kg.pages.marking import Piece, Span, cut, outermost
from kg.pages.store import Row, Store

_RELATIONS = """
SELECT r.*, name, e.type AS fine FROM relations r JOIN entities e USING (entity_id) WHERE paper_id = $id
ORDER BY r.type, r.start, entity_id
"""
_MENTIONS = """
SELECT m.start, m."end" AS stop, m.entity_id, e.type, e.name FROM mentions m JOIN entities e USING (entity_id)
WHERE paper_id = $id
"""
_AUTHORED = """
SELECT DISTINCT paper_id, title, titles.year FROM authors JOIN titles USING (paper_id) WHERE author_id = $id
ORDER BY titles.year DESC NULLS LAST, title, paper_id
"""


class PaperPage(NamedTuple):
    """All that a paper's page shows. Title and abstract are cut into pieces, marked."""

    paper: Row
    authors: list[Row]
    title: list[Piece]
    abstract: list[Piece]
    claims: list[Row]
    relations: list[Row]
    artifacts: list[Row]
    things: list[Row]
    """What it names, in the order of the first mention."""


def find_paper(store: Store, identifier: str) -> PaperPage | None:
    """The paper with this id; None where there is none."""
    papers = store.rows("FROM papers WHERE paper_id = $id", id=identifier)
    if not papers:
        return None
    paper = papers[0]
    claims = store.rows("FROM claims WHERE paper_id = $id ORDER BY value_start", id=identifier)
    mentions = store.rows(_MENTIONS, id=identifier)
    named = outermost(Span(row["start"], row["stop"], row["type"].lower(), row["entity_id"]) for row in mentions)
    spans = [
        *named,
        *(Span(claim["start"], claim["end"], "claim", claim["claim_id"]) for claim in claims),
        *(Span(claim["value_start"], claim["value_end"], "value", claim["claim_id"]) for claim in claims),
    ]
    things = {row["entity_id"]: row for row in sorted(mentions, key=lambda row: -row["start"])}
    return PaperPage(
        paper=paper,
        authors=store.rows("SELECT author_id, name FROM authors WHERE paper_id = $id ORDER BY position", id=identifier),
        title=cut(paper["title"], spans),
        abstract=cut(paper["abstract"], spans, offset=len(paper["title"]) + 1),
        claims=claims,
        relations=store.rows(_RELATIONS, id=identifier),
        artifacts=store.rows(
            "SELECT url, min(kind) AS kind, address(url) AS href FROM artifacts WHERE paper_id = $id "
            "GROUP BY url ORDER BY min(start)",
            id=identifier,
        ),
        things=sorted(things.values(), key=lambda row: row["start"]),
    )


def find_author(store: Store, identifier: str) -> tuple[str, list[Row]] | None:
    """An author's name and papers; None where there is no such author."""
    names = store.rows(
        "SELECT name FROM authors WHERE author_id = $id GROUP BY name ORDER BY count(*) DESC, name LIMIT 1",
        id=identifier,
    )
    return (names[0]["name"], store.rows(_AUTHORED, id=identifier)) if names else None


def find_artifact(store: Store, identifier: str) -> str | None:
    """The id of a paper that gives this address; None where there is none."""
    rows = store.rows(
        "SELECT paper_id FROM artifacts WHERE artifact_id(url) = $id ORDER BY paper_id LIMIT 1", id=identifier
    )
    return rows[0]["paper_id"] if rows else None


def search_titles(store: Store, words: str, limit: int) -> list[Row]:
    """Papers that have all of some words in their title, the newest first."""
    return store.rows(
        "FROM titles WHERE len(list_filter($words, lambda word: NOT contains(lower(title), word))) = 0 "
        "ORDER BY year DESC NULLS LAST, title, paper_id LIMIT $limit",
        words=words.lower().split(), limit=limit,
    )  # fmt: skip
