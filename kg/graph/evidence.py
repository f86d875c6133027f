"""Where a paper makes a claim: the words, and in them the value and what the claim names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pyarrow.compute as pc

from kg.errors import QueryError
from kg.graph import marks
from kg.graph.claims import described
from kg.graph.marks import Span
from kg.graph.store import Store
from kg.query.html import rounded

_ROLES = ("subject", "baseline", "hardware", "model", "dataset", "task")
"""The order in which roles take their words where two would take the same: what is most asked for comes first."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The words that a claim rests on. Offsets are in characters, end exclusive, into `text`.

    In a notebook it shows itself: the words, with the value and what the claim names marked. ``print`` does so in
    plain text.
    """

    claim_id: str
    paper_id: str
    title: str
    text: str = field(repr=False)
    """The paper's title, a line feed, and its abstract."""
    start: int
    end: int
    value_start: int
    value_end: int
    confidence: float
    rule: str
    kind: str
    ratio: float | None
    """The comparison as a factor, better above 1; None where nothing is compared."""
    names: Mapping[str, str] = field(repr=False)
    """What the claim names, by role: ``{"subject": "FlashNet", "baseline": "PyTorch"}``."""
    spans: tuple[Span, ...] = field(repr=False)
    """The value, and each role whose words stand within the evidence. A role of `names` without a span stands elsewhere
    in the abstract, or is named in other words."""

    @property
    def quote(self) -> str:
        """The words."""
        return self.text[self.start : self.end]

    @property
    def value(self) -> str:
        """The number and its unit, as the paper writes them."""
        return self.text[self.value_start : self.value_end]

    def __str__(self) -> str:
        return marks.plain(self.text, self.spans, start=self.start, end=self.end)

    def _repr_html_(self) -> str:
        marked = {span.label for span in self.spans}
        notes = [f"{self.kind}{f', {rounded(self.ratio)}×' if self.ratio is not None else ''}"]
        notes += [f"{role}: {name}" for role, name in self.names.items() if role not in marked]
        notes += [self.title, f"confidence {self.confidence:.2f}"]
        words = marks.html(self.text, self.spans, start=self.start, end=self.end)
        return f'{words}\n<p style="opacity: 0.75">{escape(" · ".join(notes))}</p>'


def of_claim(store: Store, claim: str | Mapping[str, Any]) -> Evidence:
    """The evidence of a claim; see `Graph.evidence`."""
    claim_id = claim if isinstance(claim, str) else claim.get("claim", claim.get("claim_id"))
    if not isinstance(claim_id, str):
        raise QueryError(f"a row without a claim ({', '.join(claim)}); give a claim's id, or a row with one in `claim`")
    paper_id = f"paper/{claim_id.removeprefix('claim/').rpartition('/')[0]}"
    of_paper = pc.field("paper_id") == paper_id  # a claim's id begins with its paper's key, and rows lie by paper
    found = store.read("claims", where=of_paper & (pc.field("claim_id") == claim_id))
    if not found.num_rows:
        raise QueryError(f"{store.directory}: has no claim {claim_id!r}")
    (row,) = described(store, found)
    paper = store.read("papers", ["title", "abstract"], where=of_paper).to_pylist()[0]
    mentions = store.read("mentions", ["start", "end", "entity_id"], where=of_paper).to_pylist()
    text = f"{paper['title']}\n{paper['abstract']}"
    plain = ("claim_id", "paper_id", "start", "end", "value_start", "value_end", "confidence", "rule", "kind", "ratio")
    return Evidence(
        **{name: row[name] for name in plain},
        title=paper["title"],
        text=text,
        names={role: row[role] for role in (*_ROLES, "metric") if row[role] is not None},
        spans=tuple(claim_spans(row, text, mentions)),
    )


def claim_spans(claim: Mapping[str, Any], text: str, mentions: Iterable[Mapping[str, Any]]) -> list[Span]:
    """The value of a claim and the words of its roles within its evidence, apart and in the text's order.

    A role's words are where its thing is mentioned, else where they are written out; of several places the one nearest
    to the value.
    """
    ratio = "" if claim["ratio"] is None else f"{rounded(claim['ratio'])}×"
    spans = [Span(claim["value_start"], claim["value_end"], "value", ratio)]
    named = list(mentions)
    for role in (*_ROLES, "metric"):
        words, identifier = claim[role], claim.get(f"{role}_id")
        places = [
            (mention["start"], mention["end"])
            for mention in named
            if identifier is not None and mention["entity_id"] == identifier
            if claim["start"] <= mention["start"] and mention["end"] <= claim["end"]
        ]
        if not places and words:
            written = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.I)
            places = [match.span() for match in written.finditer(text, claim["start"], claim["end"])]
        if places:
            start, end = min(places, key=lambda place: abs(place[0] - claim["value_start"]))
            spans.append(Span(start, end, role, identifier or ""))
    return marks.apart(spans)
