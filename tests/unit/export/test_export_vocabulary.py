"""Ontology, shapes, context and code speak of the same terms, and every term is explained."""

import json
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS
from rdflib.collection import Collection

from kg import lexicon, units
from kg.export import rdf
from kg.export.rdf.vocabulary import (
    CLASSES,
    EDGE_PROPERTIES,
    HARDWARE_CLASSES,
    PREFIXES,
    SLOTS,
    iri,
)
from kg.model import ArtifactKind, ClaimKind, Direction, EntityType, Phase, Qualifier, RelationType
from kg.resources import SCHEMAS
from kg.tables import Tables

KG = rdflib.Namespace(PREFIXES["kg"])


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(SCHEMAS / "ontology.ttl", format="turtle")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SCHEMAS / "shapes.ttl", format="turtle")


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    found: dict[str, object] = json.loads((SCHEMAS / "context.jsonld").read_text("utf-8"))["@context"]
    return found


@pytest.fixture(scope="module")
def used(small_tables: Tables) -> set[str]:
    """Every property and class of our own in a dump."""
    terms = set()
    for _, predicate, found, _ in rdf.to_rdflib(small_tables).quads():
        terms |= {str(predicate), str(found)} if predicate == RDF.type else {str(predicate)}
    return {term for term in terms if term.startswith(str(KG))}


def terms(ontology: rdflib.Graph, *kinds: rdflib.URIRef) -> set[str]:
    return {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind) if str(term).startswith(KG)}


def test_every_term_is_labelled_defined_and_at_home(ontology: rdflib.Graph) -> None:
    for term in terms(ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        node = rdflib.URIRef(term)
        assert ontology.value(node, RDFS.label), term
        assert len(str(ontology.value(node, RDFS.comment))) > 20, term
        assert ontology.value(node, RDFS.isDefinedBy) == rdflib.URIRef(str(KG).rstrip("#")), term


def test_every_property_has_a_domain_and_a_range(ontology: rdflib.Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            assert ontology.value(term, RDFS.domain), term
            found = str(ontology.value(term, RDFS.range))
            assert found.startswith(PREFIXES["xsd"]) == (kind == OWL.DatatypeProperty), term


def test_every_class_hangs_in_the_hierarchy(ontology: rdflib.Graph) -> None:
    for term in terms(ontology, OWL.Class):
        assert ontology.value(rdflib.URIRef(term), RDFS.subClassOf), term


def test_the_hardware_classes_are_a_tree_below_hardware(ontology: rdflib.Graph) -> None:
    for own, *above in HARDWARE_CLASSES.values():
        ancestors = set(ontology.transitive_objects(rdflib.URIRef(iri(own)), RDFS.subClassOf))
        assert {rdflib.URIRef(iri(term)) for term in above} | {KG.Hardware, KG.Entity} <= ancestors
    devices = set(ontology.transitive_subjects(RDFS.subClassOf, KG.Hardware)) - {KG.Hardware}
    assert {str(device) for device in devices} == {iri(term) for each in HARDWARE_CLASSES.values() for term in each}


def test_types_are_written_with_all_their_superclasses(ontology: rdflib.Graph) -> None:
    for own, *above in CLASSES.values():
        ancestors = set(ontology.transitive_objects(rdflib.URIRef(iri(own)), RDFS.subClassOf))
        assert {str(term) for term in ancestors} == {iri(own), *map(iri, above), str(SKOS.Concept)}


def test_what_a_dump_uses_is_in_the_ontology(ontology: rdflib.Graph, used: set[str]) -> None:
    assert used <= terms(ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def test_what_the_ontology_has_is_used(ontology: rdflib.Graph, used: set[str]) -> None:
    """But for what no paper of the small graph says: each such term is listed."""
    devices = {iri(term) for each in HARDWARE_CLASSES.values() for term in each}
    unused = terms(ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty) - used - devices
    assert {term.removeprefix(KG) for term in unused} == {
        *("addresses", "integratesWith", "trainedOn"),
        *("modelText", "datasetText", "hardwareText", "taskText"),
    }


def test_every_relation_has_its_property(ontology: rdflib.Graph) -> None:
    assert set(EDGE_PROPERTIES) == {*RelationType, "broader", "outperforms"}
    properties = terms(ontology, OWL.ObjectProperty)
    assert {iri(term) for edge, term in EDGE_PROPERTIES.items() if edge != "broader"} <= properties
    assert {str(KG[slot]) for slot in SLOTS} <= properties


def test_the_claim_kinds_are_concepts(ontology: rdflib.Graph) -> None:
    kinds = {str(ontology.value(each, SKOS.notation)) for each in ontology.subjects(SKOS.inScheme, KG.ClaimKinds)}
    assert kinds == set(ClaimKind)
    assert all(ontology.value(each, SKOS.definition) for each in ontology.subjects(SKOS.inScheme, KG.ClaimKinds))


@pytest.mark.parametrize(
    ("term", "values"),
    [
        ("kg:kind", set(ClaimKind)),
        ("kg:artifactKind", set(ArtifactKind)),
        ("kg:direction", set(get_args(Direction))),
        ("kg:qualifier", set(get_args(Qualifier))),
        ("kg:phase", set(get_args(Phase))),
        ("rdf:predicate", set(map(iri, EDGE_PROPERTIES.values()))),
    ],
)
def test_the_shapes_allow_the_values_of_the_model(shapes: rdflib.Graph, term: str, values: set[str]) -> None:
    (allowed,) = (
        set(map(str, Collection(shapes, shapes.value(shape, SH["in"]))))
        for shape in shapes.subjects(SH.path, rdflib.URIRef(iri(term)))
        if shapes.value(shape, SH["in"])
    )
    assert allowed == values


def test_the_shapes_name_terms_of_the_ontology_alone(shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    known = terms(ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    named = {str(part) for triple in shapes for part in triple if str(part).startswith(str(KG))}
    assert named <= known


def test_the_shapes_cover_every_class_and_property(shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    known = terms(ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    assert known <= {str(part) for triple in shapes for part in triple}


def test_the_context_has_a_key_for_every_term(
    context: dict[str, object], ontology: rdflib.Graph, used: set[str]
) -> None:
    for term in terms(ontology, OWL.Class):
        assert context[term.removeprefix(KG)] == f"kg:{term.removeprefix(KG)}"
    for term in terms(ontology, OWL.ObjectProperty, OWL.DatatypeProperty):
        key = term.removeprefix(KG)
        kind = str(ontology.value(rdflib.URIRef(term), RDFS.range))
        coercion = f"xsd:{kind.removeprefix(PREFIXES['xsd'])}" if kind.startswith(PREFIXES["xsd"]) else "@id"
        expected = f"kg:{key}" if coercion == "xsd:string" else {"@id": f"kg:{key}", "@type": coercion}
        assert context[key] == expected, key


def test_the_context_agrees_with_the_prefixes(context: dict[str, object]) -> None:
    prefixes = {key: value for key, value in context.items() if str(value).startswith("http")}
    assert prefixes.items() <= PREFIXES.items()


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")  # rdflib of itself
def test_a_document_with_the_context_is_the_triples_it_means() -> None:
    """Read by a JSON-LD processor with the context inside: no network, no file."""
    context = json.loads((SCHEMAS / "context.jsonld").read_text("utf-8"))
    document = context | {
        "id": "https://example.org/claim/1",
        "type": "Claim",
        "paper": {"id": "https://example.org/paper/1", "type": "ScholarlyArticle", "name": "A title", "year": 2025},
        "kind": "speedup",
        "value": "3.5",
        "subject": {"id": "https://example.org/software/x", "type": ["Library", "Software"], "prefLabel": "X"},
    }
    triples = f"""
        @prefix kg: <{KG}> . @prefix schema: <https://schema.org/> . @prefix xsd: <{PREFIXES["xsd"]}> .
        @prefix skos: <{SKOS}> .
        <https://example.org/claim/1> a kg:Claim ; kg:kind "speedup" ; kg:value "3.5"^^xsd:double ;
          kg:paper <https://example.org/paper/1> ; kg:subject <https://example.org/software/x> .
        <https://example.org/paper/1> a schema:ScholarlyArticle ; schema:name "A title" ; kg:year 2025 .
        <https://example.org/software/x> a kg:Library, kg:Software ; skos:prefLabel "X" .
    """
    expected = set(ox.parse(input=triples, format=ox.RdfFormat.TURTLE))
    text = json.dumps(document)
    assert set(ox.parse(input=text, format=ox.RdfFormat.JSON_LD)) == expected
    by_rdflib = rdflib.Graph().parse(data=text, format="json-ld").serialize(format="nt")
    assert set(ox.parse(input=by_rdflib, format=ox.RdfFormat.N_TRIPLES)) == expected


def test_the_lexicon_names_only_hardware_classes_that_have_a_class() -> None:
    found = {entry.hardware_class for entry in lexicon.load().entries.values() if entry.type == EntityType.HARDWARE}
    assert {each.lower() for each in found if each} <= set(HARDWARE_CLASSES)


def test_every_qudt_unit_is_a_local_name() -> None:
    assert all(unit.qudt is None or unit.qudt.replace("-", "").replace("_", "").isalnum() for unit in units.UNITS)


def test_the_schemas_lie_where_the_package_looks() -> None:
    assert {path.name for path in Path(SCHEMAS).iterdir()} >= {"ontology.ttl", "shapes.ttl", "context.jsonld"}
