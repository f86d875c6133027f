"""What extraction hands to link: rows in Parquet files, one set a worker, in no particular order.

A name comes as a pair, its canonical name and its provisional entity id; `entities.resolve` gives each pair its entity.
Within one paper a coined name is one thing: where the paper calls it software here and a method there, what it calls it
first counts.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from kg import names, units
from kg.lexicon import Lexicon
from kg.model import Artifact, Claim, Extraction, Paper

_S, _I, _F = pa.string(), pa.int32(), pa.float64()

SLOTS = {
    "subject": (), "baseline": (), "model": ("method",), "dataset": ("dataset",), "hardware": ("hardware",),
    "task": ("task",),
}  # fmt: skip
"""The slots of a claim that may name an entity, and the coarse kinds to prefer where the paper has a name in two."""


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


_SPAN = {"start": _I, "end": _I}
_SOURCE = {"confidence": _F, "rule": _S}

PARTS: dict[str, pa.Schema] = {
    "papers": _schema(
        paper_id=_S, key=_S, source_id=_S, title=_S, abstract=_S, year=_I, date=_S, arxiv=_S, doi=_S, url=_S,
        categories=pa.list_(_S), license=_S, origin=_S,
    ),
    "authors": _schema(paper_id=_S, position=_I, author_id=_S, name=_S),
    "mentions": _schema(paper_id=_S, **_SPAN, text=_S, entity=_S, canonical=_S, type=_S, **_SOURCE),
    "relations": _schema(paper_id=_S, type=_S, entity=_S, canonical=_S, evidence=_S, **_SPAN, **_SOURCE),
    "claims": _schema(
        claim_id=_S, paper_id=_S, kind=_S, value=_F, value_max=_F, unit=_S, qualifier=_S, metric=_S,
        **{f"{slot}{suffix}": _S for slot in SLOTS for suffix in ("", "_entity", "_canonical")},
        phase=_S, ratio=_F, direction=_S, qudt_unit=_S, qudt_value=_F, evidence=_S, **_SPAN, value_start=_I,
        value_end=_I, **_SOURCE,
    ),
    "artifacts": _schema(paper_id=_S, url=_S, kind=_S, host=_S, **_SPAN),
}  # fmt: skip
"""The tables of a part. `*_entity` and `*_canonical` of a claim are null where a slot names nothing that is known."""

CONFUSED = ("software", "method")
"""Coarse kinds that papers mix up. In a tie between papers the first wins."""

_Rows = list[tuple[Any, ...]]


class Part:
    """The files of one worker. Rows are kept until `flush`, which makes one row group of them in each file."""

    def __init__(self, folder: Path, number: int, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._rows: dict[str, _Rows] = {name: [] for name in PARTS}
        self._writers = {
            name: pq.ParquetWriter(folder / f"{name}-{number}.parquet", schema, compression="lz4")
            for name, schema in PARTS.items()
        }

    def add(self, paper: Paper, extraction: Extraction) -> None:
        """Keep the rows of one paper."""
        rows = self._rows
        paper_id = names.paper_id(paper.key)
        rows["papers"].append((
            paper_id, paper.key, paper.id, paper.title, paper.abstract, paper.year, paper.date, paper.arxiv, paper.doi,
            paper.url, paper.categories, extraction.license, paper.origin,
        ))  # fmt: skip
        rows["authors"].extend(
            (paper_id, position, f"author/{names.slug(name)}", name) for position, name in enumerate(paper.authors)
        )
        known = _Names(extraction, self._lexicon)
        settled = known.settled
        rows["mentions"].extend(
            (paper_id, m.start, m.end, m.text, settled(m.entity), m.canonical, m.type, m.confidence, m.rule)
            for m in extraction.entities
        )
        rows["relations"].extend(
            (paper_id, r.type, settled(r.entity), r.target, r.evidence, r.start, r.end, r.confidence, r.rule)
            for r in extraction.relations
        )
        rows["claims"].extend(_claim_row(paper.key, paper_id, claim, known) for claim in extraction.claims)
        rows["artifacts"].extend(
            (paper_id, a.url, a.kind, host(a), a.start, a.end) for a in extraction.artifacts
        )  # fmt: skip

    def flush(self) -> None:
        """Write what was added since the last time."""
        with self._giving_up_on_failure():
            for name, rows in self._rows.items():
                if rows:
                    schema = PARTS[name]
                    columns = zip(*rows, strict=True)
                    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
                    self._writers[name].write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
                    rows.clear()

    def close(self) -> None:
        """Write the rest and end the files."""
        self.flush()
        with self._giving_up_on_failure():
            for writer in self._writers.values():
                writer.close()

    @contextmanager
    def _giving_up_on_failure(self) -> Iterator[None]:
        """Leave the files as they are if one cannot be written: a writer's destructor would try again, and complain."""
        try:
            yield
        except OSError:
            for writer in self._writers.values():
                writer.is_open = False
            raise


class Pair(NamedTuple):
    """A name as the parts hold it: the provisional id, which begins with the coarse kind, and the canonical name."""

    entity: str
    canonical: str


class _Names:
    """The names of one paper: which thing each provisional id is, and what a claim's slot means."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self._extraction = extraction
        self._lexicon = lexicon
        self._settled: dict[str, str] = {}
        first: dict[str, str] = {}  # slug to id, of coined names
        for entity in dict.fromkeys(mention.entity for mention in extraction.entities):
            kind, _, slug = entity.partition("/")
            if kind in CONFUSED and entity not in lexicon.entries:
                self._settled[entity] = first.setdefault(slug, entity)

    def settled(self, entity: str) -> str:
        """The id that counts in this paper."""
        return self._settled.get(entity, entity)

    def resolve(self, name: str | None, kinds: tuple[str, ...]) -> Pair | tuple[None, None]:
        """The entity that `name` means in this paper, else in the lexicon."""
        if name is None:
            return None, None
        if pairs := self._pairs.get(name):
            return next((pair for pair in pairs if pair.entity.partition("/")[0] in kinds), pairs[0])
        entry = self._lexicon.lookup(name)
        return Pair(entry.id, entry.name) if entry else (None, None)

    @cached_property
    def _pairs(self) -> dict[str, list[Pair]]:
        pairs: dict[str, list[Pair]] = {}
        mentioned: Iterable[tuple[str, str]] = chain(
            ((m.entity, m.canonical) for m in self._extraction.entities),
            ((r.entity, r.target) for r in self._extraction.relations),
        )
        for entity, canonical in dict.fromkeys(mentioned):
            pairs.setdefault(canonical, []).append(Pair(self.settled(entity), canonical))
        return pairs


def _claim_row(key: str, paper_id: str, claim: Claim, known: _Names) -> tuple[Any, ...]:
    slots: list[str | None] = []
    for slot, kinds in SLOTS.items():
        name: str | None = getattr(claim, slot)
        slots += (name, *known.resolve(name, kinds))
    return (
        names.claim_id(key, claim.value_start), paper_id, claim.kind, claim.value, claim.value_max, claim.unit,
        claim.qualifier, claim.metric, *slots, claim.phase, claim.ratio, claim.direction,
        *(units.qudt(claim.value, claim.unit) or (None, None)), claim.evidence, claim.start, claim.end,
        claim.value_start, claim.value_end, claim.confidence, claim.rule,
    )  # fmt: skip


def host(artifact: Artifact) -> str:
    """The host of an artifact's URL, in lower case and without ``www.``; the URL may lack its scheme.

    >>> from kg.model import ArtifactKind
    >>> host(Artifact(kind=ArtifactKind.CODE, url="https://www.GitHub.com:443/a/b", start=0, end=1))
    'github.com'
    """
    before, scheme, after = artifact.url.partition("://")
    address = after if scheme else before
    authority = address.partition("/")[0].partition("?")[0].partition("#")[0]
    return authority.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
