"""docs/rdf.md tells the truth: its examples are in a dump, its queries answer, its tables name every term."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF

from kg.export import rdf
from kg.export.rdf.lines import QUADS, lines, quads
from kg.export.rdf.vocabulary import PREFIXES
from kg.resources import SCHEMAS
from kg.tables import Tables

PAGE = (Path(__file__).parents[3] / "docs" / "rdf.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def dump(small_tables: Tables) -> set[ox.Quad]:
    return set(quads(lines(small_tables, QUADS)))


@pytest.mark.parametrize("text", blocks("turtle") + blocks("trig"), ids=["claim", "evidence", "statement"])
def test_an_example_is_in_the_dump(dump: set[ox.Quad], text: str) -> None:
    shown = {respelled(quad) for quad in ox.parse(input=text, format=ox.RdfFormat.TRIG)}
    assert shown <= dump


def respelled(quad: ox.Quad) -> ox.Quad:
    """A double as we write it: Turtle's short form has an exponent."""
    found = quad.object
    if isinstance(found, ox.Literal) and found.datatype.value.endswith("#double"):
        found = ox.Literal(str(float(found.value)), datatype=found.datatype)
    return ox.Quad(quad.subject, quad.predicate, found, quad.graph_name)


@pytest.mark.parametrize("text", blocks("sparql"), ids=["who beats whom", "on GPUs", "which words"])
def test_a_query_answers(dump: set[ox.Quad], text: str) -> None:
    store = ox.Store()
    store.extend(dump)
    rows = store.query(text)
    assert isinstance(rows, ox.QuerySolutions)
    assert list(rows)


def test_every_term_is_named() -> None:
    ontology = rdflib.Graph().parse(SCHEMAS / "ontology.ttl", format="turtle")
    terms = {
        str(term).replace(PREFIXES["kg"], "kg:")
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in ontology.subjects(RDF.type, kind)
        if str(term).startswith(PREFIXES["kg"])
    }
    named = set(re.findall(r"`(kg:\w+)`", PAGE))
    assert named >= terms
    assert named - terms == set()


def test_every_format_is_explained() -> None:
    assert set(rdf.FORMATS) <= set(re.findall(r"`(\w+)`", PAGE))
