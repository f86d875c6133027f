"""Claims as an analyst reads them: names in place of ids, the paper's title and year, the sentence."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.errors import QueryError
from kg.graph.store import Store, among
from kg.model import ClaimKind
from kg.query.answer import Answer
from kg.query.catalogue import Column, ColumnType

Claim = dict[str, Any]
"""A row of the table `claims`, with `title` and `year` of its paper, and linked things under their names."""

SLOTS = ("subject", "baseline", "model", "dataset", "hardware", "task")
"""What a claim may name. ``claims.SLOT`` holds the paper's words, ``claims.SLOT_id`` the thing they were linked to."""

_TYPES: dict[str, ColumnType] = {
    "value": "number", "ratio": "ratio", "year": "integer", "rank": "integer", "sentence": "text", "paper": "text",
    "claim": "id",
}  # fmt: skip
_FROM = {"sentence": "evidence", "paper": "title", "claim": "claim_id"}
_ABOUT = (
    "role", "kind", "value", "unit", "ratio", "qualifier", "metric", *SLOTS, "phase", "year", "sentence", "paper",
    "claim",
)  # fmt: skip


def about(store: Store, entity_id: str, kind: str | None) -> Answer:
    """The claims in which a thing, or one more special than it, stands in any role; see `Graph.claims_about`."""
    if kind is not None and kind not in list(ClaimKind):
        raise QueryError(f"{kind!r} is no kind of claim; the kinds are {', '.join(ClaimKind)}")
    ids = set(store.below(entity_id))
    found = []
    for claim in described(store, _naming(store.read("claims"), [f"{slot}_id" for slot in SLOTS], sorted(ids))):
        if kind is None or claim["kind"] == kind:
            claim["role"] = ", ".join(slot for slot in SLOTS if claim[f"{slot}_id"] in ids)
            found.append(claim)
    found.sort(key=lambda claim: (claim["kind"], -(claim["ratio"] or 0), claim["claim_id"]))
    return answer(found, _ABOUT)


def against(store: Store, baseline_id: str) -> list[Claim]:
    """The claims whose baseline is this thing, or one more special than it."""
    return list(described(store, _naming(store.read("claims"), ["baseline_id"], store.below(baseline_id))))


def described(store: Store, claims: pa.Table) -> Iterator[Claim]:
    """The rows of a table of claims, with what an analyst wants beside them."""
    names = store.names(value for slot in SLOTS for value in pc.unique(claims[f"{slot}_id"]).to_pylist())
    where = among("paper_id", pc.unique(claims["paper_id"]).to_pylist())
    papers = store.read("papers", ["paper_id", "title", "year"], where=where)
    of_paper = {row.pop("paper_id"): row for row in papers.to_pylist()}
    for claim in claims.to_pylist():
        linked = {slot: names.get(claim[f"{slot}_id"], claim[slot]) for slot in SLOTS}
        yield {**claim, **linked, **of_paper[claim["paper_id"]]}


def answer(claims: list[Claim], columns: tuple[str, ...]) -> Answer:
    """Claims as an answer with these columns."""
    rows = [tuple(claim[_FROM.get(column, column)] for column in columns) for claim in claims]
    return Answer([Column(column, _TYPES.get(column, "string")) for column in columns], rows)


def _naming(claims: pa.Table, columns: list[str], ids: list[str]) -> pa.Table:
    """The claims that have one of `ids` in one of `columns`."""
    wanted = pa.array(ids, pa.string())
    mask = pc.is_in(claims[columns[0]], wanted)
    for column in columns[1:]:
        mask = pc.or_(mask, pc.is_in(claims[column], wanted))
    return claims.filter(mask)
