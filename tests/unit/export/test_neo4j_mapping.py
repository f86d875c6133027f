"""The property graph holds what the tables hold, in the types it says, whole and in one order."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from fixture_graph import ARXIV, BARE, DOI, HOSTILE, HOSTILE_ABSTRACT, HOSTILE_TITLE, ROWS, write_graph

from kg import names
from kg.export.neo4j import schema
from kg.export.neo4j.kinds import END_COLUMNS, Node, Relationship
from kg.export.neo4j.mapping import NODES, RELATIONSHIPS
from kg.export.neo4j.reading import PropertyGraph, reading
from kg.resources import SCHEMAS
from kg.tables import Tables

Row = dict[str, Any]
KINDS: dict[str, Node | Relationship] = {kind.name: kind for kind in (*NODES, *RELATIONSHIPS)}
ARROW: dict[str, pa.DataType] = {
    "STRING": pa.string(),
    "FLOAT": pa.float64(),
    "LIST<STRING>": pa.list_(pa.string()),
    "LIST<INTEGER>": pa.list_(pa.int32()),
    "LIST<FLOAT>": pa.list_(pa.float64()),
}


@pytest.fixture(scope="module")
def graph(small_tables: Tables) -> Iterator[PropertyGraph]:
    with reading(small_tables) as opened:
        yield opened


def rows(graph: PropertyGraph, name: str, size: int = 2) -> list[Row]:
    """The rows of a kind, read in small batches, without what is not there."""
    found = chain.from_iterable(batch.to_pylist() for batch in graph.batches(KINDS[name], size))
    return [{key: value for key, value in row.items() if value is not None} for row in found]


def test_no_two_kinds_have_one_name() -> None:
    assert len(KINDS) == len(NODES) + len(RELATIONSHIPS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_rows_are_whole_sorted_and_of_the_types_that_are_said(graph: PropertyGraph, kind: Node | Relationship) -> None:
    columns = ("id",) if isinstance(kind, Node) else END_COLUMNS
    found = []
    for batch in graph.batches(kind, 2):
        assert batch.schema.names == [*columns, *(each.name for each in kind.properties)]
        for each in kind.properties:
            column = batch.schema.field(each.name).type
            assert column == ARROW.get(each.type) or (each.type == "INTEGER" and pa.types.is_integer(column)), each
        found += batch.to_pylist()
    assert len(found) == graph.count(kind)
    key = columns if isinstance(kind, Node) else (*columns, *kind.key)
    ordered = [tuple(row[column] for column in key) for row in found]
    assert ordered == sorted(set(ordered))


def test_every_end_of_a_relationship_is_a_node(graph: PropertyGraph) -> None:
    ids: dict[str, set[str]] = {}
    for kind in NODES:
        ids.setdefault(kind.labels[0], set()).update(row["id"] for row in rows(graph, kind.name))
    for kind in RELATIONSHIPS:
        for row in rows(graph, kind.name):
            assert row["source"] in ids[kind.start], kind.pattern
            assert row["target"] in ids[kind.end], kind.pattern


def test_nothing_of_the_tables_is_lost(graph: PropertyGraph) -> None:
    nodes = Counter({kind.labels[0]: 0 for kind in NODES})
    for kind in NODES:
        nodes[kind.labels[0]] += graph.count(kind)
    assert nodes["Paper"] == len(ROWS["papers"])
    assert nodes["Entity"] == len(ROWS["entities"])
    assert nodes["Claim"] == len(ROWS["claims"])
    assert nodes["Author"] == len({row["author_id"] for row in ROWS["authors"]})
    types = Counter((kind.start, kind.type) for kind in RELATIONSHIPS for _ in rows(graph, kind.name))
    assert {relation: count for (start, relation), count in types.items() if start == "Entity"} == Counter(
        row["type"].upper() for row in ROWS["edges"]
    )
    said = Counter(row["type"].upper() for row in ROWS["relations"])
    assert {relation: types["Paper", relation] for relation in said} == said
    assert sum(len(row["texts"]) for row in rows(graph, "Paper_MENTIONS_Entity")) == len(ROWS["mentions"])
    assert types["Paper", "HAS_ARTIFACT"] == len(ROWS["artifacts"])
    assert types["Paper", "AUTHORED_BY"] == len(ROWS["authors"])


def test_text_is_what_the_source_gave(graph: PropertyGraph) -> None:
    papers = {row["id"]: row for row in rows(graph, "Paper")}
    assert papers[HOSTILE]["title"] == HOSTILE_TITLE
    assert papers[HOSTILE]["abstract"] == HOSTILE_ABSTRACT
    assert "abstract" not in papers[BARE]
    assert papers[ARXIV]["year"] == 2025


def test_an_author_of_several_spellings_keeps_them(graph: PropertyGraph) -> None:
    ada = next(row for row in rows(graph, "Author") if row["id"] == "author/ada-lovelace")
    assert ada == {"id": "author/ada-lovelace", "name": "Ada Lovelace", "aliases": ["A. Lovelace"]}
    written = {
        row["source"]: row["name"] for row in rows(graph, "Paper_AUTHORED_BY_Author") if row["target"] == ada["id"]
    }
    assert written == {ARXIV: "Ada Lovelace", DOI: "Ada Lovelace", HOSTILE: "A. Lovelace"}


def test_an_entity_has_its_other_names_and_software_says_so(graph: PropertyGraph) -> None:
    (pytorch,) = rows(graph, "Framework")
    assert pytorch["aliases"] == ["torch"]
    assert pytorch["release_year"] == 2016
    assert KINDS["Framework"].labels == ("Entity", "Framework", "Software")
    assert KINDS["Model"].labels == ("Entity", "Model")


def test_claims_have_captions_that_read_well(graph: PropertyGraph) -> None:
    assert [row["caption"] for row in rows(graph, "Claim")] == [
        "up to 3.5× speedup",
        "71.2 % quality",
        "5–6 ms time",
        "2× speedup",
        '1e-07–1e+22 odd "unit"\\ time',
    ]
    assert {row["caption"] for row in rows(graph, "Entity_OUTPERFORMS_Entity")} == {"3.5×", "2×"}


def test_mentions_of_one_thing_in_one_paper_are_one_relationship(tmp_path: Path) -> None:
    twice = [
        {"paper_id": ARXIV, "start": start, "end": start + 8, "text": text, "entity_id": "software/flashnet",
         "type": "Library", "confidence": confidence, "rule": "lexicon"}
        for start, text, confidence in [(0, "FlashNet", 0.9), (45, "Flashnet", 0.5)]
    ]  # fmt: skip
    tables = Tables(write_graph(tmp_path / "graph", {"mentions": twice}))
    with reading(tables) as graph:
        (mentions,) = rows(graph, "Paper_MENTIONS_Entity")
    assert mentions == {
        "source": ARXIV,
        "target": "software/flashnet",
        "texts": ["FlashNet", "Flashnet"],
        "starts": [0, 45],
        "ends": [8, 53],
        "confidences": [0.9, 0.5],
        "rules": ["lexicon", "lexicon"],
        "types": ["Library", "Library"],
    }


def test_numbers_that_cannot_be_compared_are_left_out(tmp_path: Path) -> None:
    claims = [{**ROWS["claims"][0], "ratio": float("inf"), "value_max": float("nan")}]
    edges = [row for row in ROWS["edges"] if row.get("claim_id") == claims[0]["claim_id"]]
    edges = [{**edges[0], "ratio": None}]
    tables = Tables(write_graph(tmp_path / "graph", {"claims": claims, "edges": edges}))
    with reading(tables) as graph:
        (claim,) = rows(graph, "Claim")
        (edge,) = rows(graph, "Entity_OUTPERFORMS_Entity")
    assert "ratio" not in claim
    assert "value_max" not in claim
    assert edge["caption"] == claim["caption"] == "up to 3.5× speedup"


def test_one_address_is_one_artifact_and_keeps_each_spelling(graph: PropertyGraph) -> None:
    code = f"artifact/{names.digest('https://github.com/flash/net')}"
    assert code in {row["id"] for row in rows(graph, "Artifact")}
    written = {row["source"]: row["url"] for row in rows(graph, "Paper_HAS_ARTIFACT_Artifact") if row["target"] == code}
    assert written == {ARXIV: "github.com/flash/net", DOI: "https://github.com/flash/net"}


def test_a_database_knows_whose_graph_it_holds(graph: PropertyGraph) -> None:
    (about,) = rows(graph, "Graph")
    assert about["generation"] == graph.tables.manifest.generation
    assert (about["base"], about["format"], about["state"]) == (names.DEFAULT_BASE, 1, "complete")


def test_the_schema_that_is_shipped_is_current() -> None:
    shipped = (SCHEMAS / "neo4j.cypher").read_text(encoding="utf-8")
    assert shipped == schema.script(), "run: python -m kg.export.neo4j.schema > schemas/neo4j.cypher"


def test_indexes_are_on_properties_that_exist() -> None:
    assert len({item.name for item in schema.SCHEMA}) == len(schema.SCHEMA)
    for item in schema.SCHEMA:
        properties = {each.name for kind in NODES if item.label in kind.labels for each in kind.properties} | {"id"}
        assert properties.issuperset(item.properties)
