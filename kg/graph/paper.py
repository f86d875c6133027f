"""A paper under the lens: its text, and all that was read in it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg import names
from kg.errors import QueryError
from kg.graph import claims, marks
from kg.graph.marks import Span
from kg.graph.store import Store, among
from kg.query.answer import Answer
from kg.query.catalogue import Column

_CLAIM = (
    "kind", "value", "unit", "ratio", "qualifier", "metric", *claims.SLOTS, "phase", "sentence", "claim",
)  # fmt: skip
_SHOWN = ("kind", "value", "unit", "ratio", "metric", "subject", "baseline", "hardware")
_ENTITY = (Column("name", "string"), Column("type", "string"), Column("mentions", "integer"), Column("id", "id"))
_RELATION = (Column("relation", "string"), Column("name", "string"), Column("sentence", "text"), Column("id", "id"))
_ARTIFACT = (Column("kind", "string"), Column("url", "url"))
_NAMED = 3
"""Titles that a message names."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper. In a notebook it shows its text with every name and the value of every claim marked.

    Offsets are in characters, end exclusive, into `text`.
    """

    paper_id: str
    source_id: str
    """The input's own identifier, where it had one."""
    title: str
    abstract: str = field(repr=False)
    year: int | None
    date: str | None
    """ISO 8601: 2025, 2025-03 or 2025-03-18."""
    arxiv: str | None
    doi: str | None
    url: str | None
    categories: list[str] = field(repr=False)
    license: str | None = field(repr=False)
    """The licence of what the paper releases, as its abstract names it."""
    origin: str = field(repr=False)
    """The file it came from, and the line or record in it."""
    _store: Store = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The title, a line feed, and the abstract."""
        return f"{self.title}\n{self.abstract}"

    @cached_property
    def authors(self) -> list[str]:
        """Their names, in the paper's order."""
        return [row["name"] for row in sorted(self._rows("authors"), key=lambda row: row["position"])]

    @cached_property
    def entities(self) -> Answer:
        """The things it names: one row each, those first that it names most often."""
        counts = Counter(row["entity_id"] for row in self._rows("mentions"))
        where = among("entity_id", counts)
        found = self._store.read("entities", ["entity_id", "name", "type"], where=where).to_pylist()
        rows = [(row["name"], row["type"], counts[row["entity_id"]], row["entity_id"]) for row in found]
        rows.sort(key=lambda row: (-row[2], row[0], row[3]))
        return Answer(_ENTITY, rows)

    @cached_property
    def relations(self) -> Answer:
        """What it says of things: one row a relation and thing, with the words that say so."""
        found = self._rows("relations")
        ids = [row["entity_id"] for row in found]
        called = self._store.names(ids)
        things = zip(found, ids, strict=True)
        return Answer(_RELATION, [(row["type"], called[thing], row["evidence"], thing) for row, thing in things])

    @cached_property
    def claims(self) -> Answer:
        """Its quantified results, in the order of the text."""
        return claims.answer(list(claims.described(self._store, self._table("claims"))), _CLAIM)

    @cached_property
    def artifacts(self) -> Answer:
        """The addresses that it gives, and what each leads to."""
        return Answer(_ARTIFACT, [(row["kind"], row["url"]) for row in self._rows("artifacts")])

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The value of each claim, and each mention of a thing, labelled by its type; apart, in the text's order."""
        values = [Span(row["value_start"], row["value_end"], "value", row["claim_id"]) for row in self._rows("claims")]
        mentions = [Span(row["start"], row["end"], row["type"], row["entity_id"]) for row in self._rows("mentions")]
        mentions.sort(key=lambda span: (span.start - span.end, span.start))  # of nested names the longest
        return tuple(marks.apart([*values, *mentions]))

    def __str__(self) -> str:
        return marks.plain(self.text, self.spans)

    def _repr_html_(self) -> str:
        head = len(self.title)
        facts = [", ".join(self.authors), str(self.year or ""), self.arxiv and f"arXiv:{self.arxiv}", self.doi]
        places = [self.claims.names.index(name) for name in _SHOWN]
        shown = Answer(
            [self.claims.columns[place] for place in places],
            [tuple(row[place] for place in places) for row in self.claims.rows],
        )
        return "\n".join(
            [
                f"<strong>{marks.html(self.text, self.spans, end=head)}</strong>",
                f'<p style="opacity: 0.75">{escape(" · ".join(fact for fact in facts if fact))}</p>',
                marks.html(self.text, self.spans, start=head + 1),
                shown._repr_html_() if len(shown) else "<p>No claim with a figure was read.</p>",
            ]
        )

    def _table(self, name: str) -> pa.Table:
        return self._store.read(name, where=pc.field("paper_id") == self.paper_id)

    def _rows(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._table(name).to_pylist()
        return rows


def called(store: Store, name: str) -> Paper:
    """The paper with this id, arXiv id, DOI or title; see `Graph.paper`."""
    keys = {name.removeprefix(store.manifest.base).removeprefix("paper/")}
    if arxiv := names.arxiv_id(name):
        keys.add(names.paper_key(arxiv=arxiv))
    if doi := names.doi(name):
        keys.add(names.paper_key(doi=doi))
    where = among("paper_id", map(names.paper_id, keys))
    found = store.read("papers", where=where).to_pylist() or _titled(store, name)
    if not found:
        raise QueryError(f"{store.directory}: has no paper {name!r}; give its id, arXiv id, DOI or words of its title")
    if len(found) > 1:
        titles = "; ".join(row["title"] for row in found[:_NAMED])
        raise QueryError(
            f"{store.directory}: {len(found)} papers have {name!r} in their title ({titles}); say more of it"
        )
    (row,) = found
    return Paper(**{key: value for key, value in row.items() if key != "key"}, _store=store)


def _titled(store: Store, title: str) -> list[dict[str, Any]]:
    """The paper with this id in its source or with this title; else those that have the words in their title."""
    if not title.strip():
        return []
    lower = pc.utf8_lower(pc.field("title"))
    exact = (pc.field("source_id") == title) | (lower == title.lower())
    found: list[dict[str, Any]] = store.read("papers", where=exact).to_pylist()[:1]
    return found or store.read("papers", where=pc.match_substring(lower, title.lower())).to_pylist()
