"""Every constraint of the shapes catches what it is there for.

`CASES` has a row for each: the shape, the property, the kind of constraint, and how a good node is spoilt. Each row
spoils its own copy of a good node, so one run of the validator judges them all; a test compares rows and shapes.
"""

import re

import pytest
import rdflib
from fixture_graph import ARXIV, CLAIMS
from rdflib import RDF, SH

from kg import names
from kg.export import rdf
from kg.export.rdf import shacl
from kg.export.rdf.shacl import Violation
from kg.export.rdf.vocabulary import PREFIXES, iri
from kg.resources import SCHEMAS
from kg.tables import Tables

PAPER = names.iri(ARXIV)
CLAIM = names.iri(CLAIMS[0]["claim_id"])
RANGE = names.iri(CLAIMS[2]["claim_id"])
KEY = ARXIV.removeprefix("paper/")

GOOD = {
    "Paper": PAPER,
    "Author": names.iri("author/ada-lovelace"),
    "Entity": names.iri("software/pytorch"),
    "Software": names.iri("software/flashnet"),
    "Model": names.iri("method/gpt-2"),
    "Term": names.iri("task/language-modeling"),
    "Dataset": names.iri("dataset/glue"),
    "Hardware": names.iri("hardware/abacus"),
    "Device": names.iri("hardware/nvidia-a100"),
    "NoDevice": names.iri("dataset/glue"),
    "Claim": CLAIM,
    "Claim:range": RANGE,
    "ClaimInQudt": CLAIM,
    "ClaimSlots": CLAIM,
    "Artifact": names.iri(f"artifact/{names.digest('https://github.com/flash/net')}"),
    "Evidence": f"{CLAIM}/evidence",
    "Mention": names.iri(f"mention/{KEY}/0-8"),
    "Statement": names.iri(f"relation/{KEY}/introduces/software/flashnet"),
    "Statement:edge": names.iri("edge/method/gpt-2/broader/method/transformer"),
    "Classes": CLAIM,
    "Typed": CLAIM,
}
"""A good node for each shape."""

CASES = """
Paper          -                      NodeKind           blank
Paper          kg:kind                Closed             + "speedup"
Paper          schema:name            MinCount           -
Paper          schema:name            MaxCount           + "another"
Paper          schema:name            Datatype           = 5
Paper          schema:abstract        MaxCount           + "another"
Paper          schema:abstract        Datatype           = 5
Paper          schema:abstract        MinLength          = ""
Paper          schema:datePublished   MaxCount           + "2024"^^xsd:gYear
Paper          schema:datePublished   NodeKind           = kg:x
Paper          schema:datePublished   Or                 = "2025-02-31"
Paper          kg:year                MaxCount           + 2024
Paper          kg:year                Datatype           = "2025"
Paper          kg:year                MinInclusive       = 25
Paper          kg:year                MaxInclusive       = 20250
Paper          kg:arxivId             MaxCount           + "2501.00002"
Paper          kg:arxivId             Datatype           = 2501.00001
Paper          kg:arxivId             Pattern            = "arXiv:2501.00001v2"
Paper          kg:doi                 MaxCount           + "10.1000/a", "10.1000/b"
Paper          kg:doi                 Datatype           = "10.1000/a"^^xsd:anyURI
Paper          kg:doi                 Pattern            = "https://doi.org/10.1000/a"
Paper          schema:identifier      MinCount           -
Paper          schema:identifier      MaxCount           + "another"
Paper          schema:identifier      Datatype           = 5
Paper          schema:url             MaxCount           + <https://example.org/>
Paper          schema:url             NodeKind           = []
Paper          schema:sameAs          MaxCount           + kg:x, kg:y
Paper          schema:sameAs          NodeKind           = []
Paper          schema:license         MaxCount           + "Apache-2.0"
Paper          schema:license         Datatype           = <https://opensource.org/license/mit>
Paper          schema:license         MinLength          = ""
Paper          kg:category            Datatype           = kg:x
Paper          kg:category            MinLength          = ""
Paper          schema:author          NodeKind           = "Ada Lovelace"
Paper          schema:author          Class              = data:software/pytorch
Paper          schema:mentions        NodeKind           = "PyTorch"
Paper          schema:mentions        Class              = data:author/ada-lovelace
Paper          kg:introduces          NodeKind           = "FlashNet"
Paper          kg:introduces          Class              = data:author/ada-lovelace
Paper          kg:builtOn             NodeKind           = "PyTorch"
Paper          kg:builtOn             Class              = data:dataset/glue
Paper          kg:integratesWith      NodeKind           = "PyTorch"
Paper          kg:integratesWith      Class              = data:author/ada-lovelace
Paper          kg:uses                NodeKind           = "PyTorch"
Paper          kg:uses                Class              = data:author/ada-lovelace
Paper          kg:appliedTo           NodeKind           = "GPT-2"
Paper          kg:appliedTo           Class              = data:author/ada-lovelace
Paper          kg:trainedOn           NodeKind           = "GLUE"
Paper          kg:trainedOn           Class              = data:software/pytorch
Paper          kg:evaluatedOn         NodeKind           = "GLUE"
Paper          kg:evaluatedOn         Class              = data:software/pytorch
Paper          kg:runsOn              NodeKind           = "A100"
Paper          kg:runsOn              Class              = data:software/pytorch
Paper          kg:comparesWith        NodeKind           = "PyTorch"
Paper          kg:comparesWith        Class              = data:author/ada-lovelace
Paper          kg:addresses           NodeKind           = "language modeling"
Paper          kg:addresses           Class              = data:software/pytorch
Paper          kg:artifact            NodeKind           = "github.com/flash/net"
Paper          kg:artifact            Class              = <https://github.com/flash/net>
Paper          kg:origin              MinCount           -
Paper          kg:origin              MaxCount           + "other.txt:2"
Paper          kg:origin              Datatype           = kg:x

Author         -                      NodeKind           blank
Author         kg:vendor              Closed             + "NVIDIA"
Author         schema:name            MinCount           -
Author         schema:name            MaxCount           + "A. Lovelace"
Author         schema:name            Datatype           = 5
Author         schema:name            MinLength          = ""
Author         schema:name            Disjoint           also schema:alternateName "Ada Lovelace"
Author         schema:alternateName   Datatype           = 5
Author         schema:alternateName   MinLength          = ""
Author         ^schema:author         MinCount           -

Entity         -                      NodeKind           blank
Entity         kg:value               Closed             + 5
Entity         -                      Xone               also rdf:type kg:Library
Entity         rdfs:label             MinCount           -
Entity         rdfs:label             MaxCount           + "torch"
Entity         rdfs:label             Datatype           = 5
Entity         rdfs:label             MinLength          = ""
Entity         rdfs:label             Equals             = "Pytorch"
Entity         skos:prefLabel         MinCount           -
Entity         skos:prefLabel         MaxCount           + "torch"
Entity         skos:prefLabel         Datatype           = 5
Entity         skos:prefLabel         Disjoint           also skos:altLabel "PyTorch"
Entity         skos:altLabel          Datatype           = 5
Entity         skos:altLabel          MinLength          = ""
Entity         skos:broader           NodeKind           = "framework"
Entity         skos:broader           Class              = kg:Framework
Entity         kg:vendor              MaxCount           + "a", "b"
Entity         kg:vendor              Datatype           = kg:x
Entity         kg:vendor              MinLength          = ""
Entity         kg:hardwareClass       MaxCount           + "a", "b"
Entity         kg:hardwareClass       Datatype           = kg:GPU
Entity         kg:hardwareClass       MinLength          = ""
Entity         kg:architecture        MaxCount           + "a", "b"
Entity         kg:architecture        Datatype           = kg:x
Entity         kg:architecture        MinLength          = ""
Entity         kg:memoryGB            MaxCount           + 40.0, 80.0
Entity         kg:memoryGB            Datatype           = 40
Entity         kg:memoryGB            MinExclusive       = 0.0
Entity         kg:releaseYear         MaxCount           + 2017
Entity         kg:releaseYear         Datatype           = "2016"
Entity         kg:releaseYear         MinInclusive       = 16
Entity         kg:releaseYear         MaxInclusive       = 20160
Entity         kg:packageUrl          MaxCount           + "pkg:conda/pytorch"
Entity         kg:packageUrl          Datatype           = <pkg:pypi/torch>
Entity         kg:packageUrl          Pattern            = "torch"
Entity         schema:codeRepository  MaxCount           + kg:x
Entity         schema:codeRepository  NodeKind           = "our repository"
Entity         kg:paperCount          MinCount           -
Entity         kg:paperCount          MaxCount           + 77
Entity         kg:paperCount          Datatype           = "2"
Entity         kg:paperCount          MinInclusive       = -1
Entity         kg:mentionCount        MinCount           -
Entity         kg:mentionCount        MaxCount           + 77
Entity         kg:mentionCount        Datatype           = "2"
Entity         kg:mentionCount        MinInclusive       = -1
Entity         kg:origin              MinCount           -
Entity         kg:origin              MaxCount           + "text"
Entity         kg:origin              Datatype           = kg:x
Entity         kg:origin              MinLength          = ""
Entity         kg:outperforms         NodeKind           = "TensorFlow"
Entity         kg:outperforms         Class              = data:author/ada-lovelace
Entity         kg:builtOn             NodeKind           = "CUDA"
Entity         kg:builtOn             Class              = data:dataset/glue
Entity         kg:integratesWith      NodeKind           = "CUDA"
Entity         kg:integratesWith      Class              = data:author/ada-lovelace
Entity         kg:uses                NodeKind           = "CUDA"
Entity         kg:uses                Class              = data:author/ada-lovelace
Entity         kg:appliedTo           NodeKind           = "GPT-2"
Entity         kg:appliedTo           Class              = data:author/ada-lovelace
Entity         kg:trainedOn           NodeKind           = "GLUE"
Entity         kg:trainedOn           Class              = data:software/flashnet
Entity         kg:evaluatedOn         NodeKind           = "GLUE"
Entity         kg:evaluatedOn         Class              = data:software/flashnet
Entity         kg:runsOn              NodeKind           = "A100"
Entity         kg:runsOn              Class              = data:software/flashnet
Entity         kg:comparesWith        NodeKind           = "JAX"
Entity         kg:comparesWith        Class              = data:author/ada-lovelace
Entity         kg:addresses           NodeKind           = "language modeling"
Entity         kg:addresses           Class              = data:software/flashnet

Software       -                      Class              without rdf:type schema:SoftwareApplication
Model          -                      Class              without rdf:type fair4ml:MLModel
Term           -                      Class              without rdf:type schema:DefinedTerm
Dataset        -                      Class              without rdf:type schema:Dataset
Hardware       -                      Class              without rdf:type kg:Entity
Device         -                      Class              without rdf:type kg:Hardware
Device         kg:hardwareClass       MinCount           -
NoDevice       kg:vendor              MaxCount           + "NVIDIA"
NoDevice       kg:hardwareClass       MaxCount           + "GPU"
NoDevice       kg:architecture        MaxCount           + "Ampere"
NoDevice       kg:memoryGB            MaxCount           + 40.0

Claim          -                      NodeKind           blank
Claim          kg:speedup             Closed             + 3.5
Claim          kg:paper               MinCount           -
Claim          kg:paper               MaxCount           + data:paper/doi-10.1000_xyz%28123%29
Claim          kg:paper               NodeKind           = "2501.00001"
Claim          kg:paper               Class              = data:software/pytorch
Claim          kg:kind                MinCount           -
Claim          kg:kind                MaxCount           + "time"
Claim          kg:kind                Datatype           = kg:speedup
Claim          kg:kind                In                 = "beauty"
Claim          kg:value               MinCount           -
Claim          kg:value               MaxCount           + 4.5e0
Claim          kg:value               Datatype           = "3.5"
Claim:range    kg:value               LessThanOrEquals   = 7.0e0
Claim          kg:valueMax            MaxCount           + 4.0e0, 5.0e0
Claim          kg:valueMax            Datatype           = "4.0"
Claim          kg:unit                MinCount           -
Claim          kg:unit                MaxCount           + "ms"
Claim          kg:unit                Datatype           = kg:x
Claim          kg:ucumCode            MaxCount           + "ms"
Claim          kg:ucumCode            Datatype           = kg:x
Claim          kg:ucumCode            MinLength          = ""
Claim          kg:qudtUnit            MaxCount           + unit:MilliSEC
Claim          kg:qudtUnit            NodeKind           = "MilliSEC"
Claim          kg:qudtUnit            Pattern            = kg:MilliSEC
Claim          kg:qudtValue           MaxCount           + 4.5e0
Claim          kg:qudtValue           Datatype           = "3.5"
Claim          kg:ratio               MaxCount           + 4.5e0
Claim          kg:ratio               Datatype           = 3.5
Claim          kg:ratio               MinExclusive       = 0.0e0
Claim          kg:direction           MaxCount           + "worse"
Claim          kg:direction           Datatype           = kg:x
Claim          kg:direction           In                 = "sideways"
Claim          kg:qualifier           MaxCount           + "over"
Claim          kg:qualifier           Datatype           = kg:x
Claim          kg:qualifier           In                 = "perhaps"
Claim          kg:metric              MaxCount           + "latency"
Claim          kg:metric              Datatype           = kg:x
Claim          kg:metric              MinLength          = ""
Claim          kg:phase               MaxCount           + "inference"
Claim          kg:phase               Datatype           = kg:x
Claim          kg:phase               In                 = "lunch"
Claim          kg:subject             MaxCount           + data:dataset/glue
Claim          kg:subject             NodeKind           = "FlashNet"
Claim          kg:subject             Class              = data:author/ada-lovelace
Claim          kg:baseline            MaxCount           + data:dataset/glue
Claim          kg:baseline            NodeKind           = "PyTorch"
Claim          kg:baseline            Class              = data:author/ada-lovelace
Claim          kg:model               MaxCount           + data:method/transformer
Claim          kg:model               NodeKind           = "GPT-2"
Claim          kg:model               Or                 = data:dataset/glue
Claim          kg:dataset             MaxCount           + data:dataset/glue, data:dataset/odd
Claim          kg:dataset             NodeKind           = "GLUE"
Claim          kg:dataset             Class              = data:software/pytorch
Claim          kg:hardware            MaxCount           + data:hardware/gpu
Claim          kg:hardware            NodeKind           = "A100"
Claim          kg:hardware            Class              = data:software/pytorch
Claim          kg:task                MaxCount           + data:task/language-modeling, kg:x
Claim          kg:task                NodeKind           = "language modeling"
Claim          kg:task                Class              = data:software/pytorch
Claim          kg:subjectText         MaxCount           + "a", "b"
Claim          kg:subjectText         Datatype           = kg:x
Claim          kg:subjectText         MinLength          = ""
Claim          kg:baselineText        MaxCount           + "a", "b"
Claim          kg:baselineText        Datatype           = kg:x
Claim          kg:baselineText        MinLength          = ""
Claim          kg:modelText           MaxCount           + "a", "b"
Claim          kg:modelText           Datatype           = kg:x
Claim          kg:modelText           MinLength          = ""
Claim          kg:datasetText         MaxCount           + "a", "b"
Claim          kg:datasetText         Datatype           = kg:x
Claim          kg:datasetText         MinLength          = ""
Claim          kg:hardwareText        MaxCount           + "a", "b"
Claim          kg:hardwareText        Datatype           = kg:x
Claim          kg:hardwareText        MinLength          = ""
Claim          kg:taskText            MaxCount           + "a", "b"
Claim          kg:taskText            Datatype           = kg:x
Claim          kg:taskText            MinLength          = ""
Claim          kg:evidence            MinCount           -
Claim          kg:evidence            MaxCount           + data:claim/other/evidence
Claim          kg:evidence            NodeKind           = "the text says so"
Claim          kg:evidence            Class              = data:software/pytorch
ClaimInQudt    -                      Xone               without kg:qudtUnit unit:UNITLESS
ClaimSlots     -                      Or                 also kg:subjectText "our system"
ClaimSlots     -                      Or                 also kg:baselineText "previous work"
ClaimSlots     -                      Or                 also kg:modelText "a model"
ClaimSlots     -                      Or                 also kg:datasetText "a dataset" ; kg:dataset data:dataset/glue
ClaimSlots     -                      Or                 also kg:hardwareText "a GPU"
ClaimSlots     -                      Or                 also kg:taskText "a task" ; kg:task data:task/language-modeling

Artifact       -                      NodeKind           blank
Artifact       kg:vendor              Closed             + "NVIDIA"
Artifact       schema:url             MinCount           -
Artifact       schema:url             MaxCount           + kg:x
Artifact       schema:url             NodeKind           = []
Artifact       kg:artifactKind        MinCount           -
Artifact       kg:artifactKind        MaxCount           + "data"
Artifact       kg:artifactKind        Datatype           = kg:x
Artifact       kg:artifactKind        In                 = "poem"
Artifact       kg:host                MaxCount           + "example.org"
Artifact       kg:host                Datatype           = kg:x
Artifact       kg:host                MinLength          = ""
Artifact       ^kg:artifact           MinCount           -

Evidence       -                      NodeKind           blank
Evidence       kg:value               Closed             + 5
Evidence       ^kg:evidence           MinCount           -
Evidence       ^kg:evidence           MaxCount           + data:claim/other
Evidence       oa:exact               MinCount           -
Evidence       oa:exact               MaxCount           + "more"
Evidence       oa:exact               Datatype           = kg:x
Evidence       oa:exact               MinLength          = ""
Evidence       oa:start               MinCount           -
Evidence       oa:start               MaxCount           + 1
Evidence       oa:start               Datatype           = "0"
Evidence       oa:start               MinInclusive       = -1
Evidence       oa:start               LessThan           = 99999
Evidence       oa:end                 MinCount           -
Evidence       oa:end                 MaxCount           + 99999
Evidence       oa:end                 Datatype           = "99"
Evidence       kg:confidence          MinCount           -
Evidence       kg:confidence          MaxCount           + 0.1e0
Evidence       kg:confidence          Datatype           = 0.5
Evidence       kg:confidence          MinInclusive       = -0.1e0
Evidence       kg:confidence          MaxInclusive       = 1.1e0
Evidence       kg:rule                MinCount           -
Evidence       kg:rule                MaxCount           + "another"
Evidence       kg:rule                Datatype           = kg:x
Evidence       kg:rule                MinLength          = ""
Evidence       prov:wasDerivedFrom    MinCount           -
Evidence       prov:wasDerivedFrom    MaxCount           + data:paper/other
Evidence       prov:wasDerivedFrom    NodeKind           = "2501.00001"
Evidence       prov:wasDerivedFrom    Class              = data:software/pytorch

Mention        -                      NodeKind           blank
Mention        kg:value               Closed             + 5
Mention        kg:entity              MinCount           -
Mention        kg:entity              MaxCount           + data:software/pytorch
Mention        kg:entity              NodeKind           = "FlashNet"
Mention        kg:entity              Class              = data:author/ada-lovelace
Mention        oa:exact               MinCount           -
Mention        oa:exact               MaxCount           + "more"
Mention        oa:exact               Datatype           = kg:x
Mention        oa:exact               MinLength          = ""
Mention        oa:start               MinCount           -
Mention        oa:start               MaxCount           + 1
Mention        oa:start               Datatype           = "0"
Mention        oa:start               MinInclusive       = -1
Mention        oa:start               LessThan           = 99999
Mention        oa:end                 MinCount           -
Mention        oa:end                 MaxCount           + 99999
Mention        oa:end                 Datatype           = "99"
Mention        kg:confidence          MinCount           -
Mention        kg:confidence          MaxCount           + 0.1e0
Mention        kg:confidence          Datatype           = 0.5
Mention        kg:confidence          MinInclusive       = -0.1e0
Mention        kg:confidence          MaxInclusive       = 1.1e0
Mention        kg:rule                MinCount           -
Mention        kg:rule                MaxCount           + "another"
Mention        kg:rule                Datatype           = kg:x
Mention        kg:rule                MinLength          = ""
Mention        prov:wasDerivedFrom    MinCount           -
Mention        prov:wasDerivedFrom    MaxCount           + data:paper/other
Mention        prov:wasDerivedFrom    NodeKind           = "2501.00001"
Mention        prov:wasDerivedFrom    Class              = data:software/pytorch

Statement      -                      NodeKind           blank
Statement      rdf:subject            MinCount           -
Statement      rdf:subject            MaxCount           + data:software/pytorch
Statement      rdf:subject            NodeKind           = "this paper"
Statement      rdf:subject            Or                 = data:author/ada-lovelace
Statement      rdf:predicate          MinCount           -
Statement      rdf:predicate          MaxCount           + kg:uses
Statement      rdf:predicate          In                 = kg:admires
Statement      rdf:object             MinCount           -
Statement      rdf:object             MaxCount           + data:software/pytorch
Statement      rdf:object             NodeKind           = "FlashNet"
Statement      rdf:object             Class              = data:author/ada-lovelace
Statement      kg:confidence          MaxCount           + 0.1e0, 0.2e0
Statement      kg:confidence          Datatype           = 0.5
Statement      kg:confidence          MinInclusive       = -0.1e0
Statement      kg:confidence          MaxInclusive       = 1.1e0
Statement      kg:rule                Datatype           = kg:x
Statement      kg:rule                MinLength          = ""
Statement      prov:wasDerivedFrom    NodeKind           = "2501.00001"
Statement      prov:wasDerivedFrom    Class              = data:software/pytorch
Statement      kg:evidence            MaxCount           + data:claim/other/evidence
Statement      kg:evidence            NodeKind           = "the text says so"
Statement      kg:evidence            Class              = data:software/pytorch
Statement:edge |                      MinCount           without kg:rule "variant"

Classes        rdf:type               In                 also rdf:type kg:Opinion
Typed          rdf:type               MinCount           -
"""

Case = tuple[str, str, str, str]
ROWS: list[Case] = [tuple(line.split(None, 3)) for line in CASES.splitlines() if line]  # type: ignore[misc]
HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


@pytest.fixture(scope="module")
def good(small_tables: Tables) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in rdf.to_rdflib(small_tables).quads():
        graph.add(triple[:3])
    return graph


@pytest.fixture(scope="module")
def spoilt(good: rdflib.Graph) -> dict[str, list[Violation]]:
    """What the validator says of each row's copy, by the copy's name; a copy named by its shape alone is not spoilt."""
    graph = rdflib.Graph()
    graph += good
    for shape in GOOD:
        copy(good, graph, shape, rdflib.URIRef(f"http://spoilt.org/{shape}"))
    for number, (shape, path, _, edit) in enumerate(ROWS):
        node = rdflib.BNode(f"spoilt{number}") if edit == "blank" else rdflib.URIRef(f"http://spoilt.org/{number}")
        copy(good, graph, shape, node)
        spoil(graph, node, path, edit)
    found: dict[str, list[Violation]] = {}
    for violation in shacl.check(graph):
        found.setdefault(violation.focus, []).append(violation)
    return found


def copy(good: rdflib.Graph, graph: rdflib.Graph, shape: str, node: rdflib.term.Node) -> None:
    """Add `node` to `graph`, with all that is said of, and leads to, the good node of the shape."""
    original = rdflib.URIRef(GOOD[shape])
    for predicate, found in good.predicate_objects(original):
        graph.add((node, predicate, found))
    for subject, predicate in good.subject_predicates(original):
        graph.add((subject, predicate, node))


def spoil(graph: rdflib.Graph, node: rdflib.term.Node, path: str, edit: str) -> None:
    verb, _, rest = edit.partition(" ")
    if verb == "-" and path.startswith("^"):
        graph.remove((None, rdflib.URIRef(iri(path[1:])), node))
    elif verb in "-=":
        graph.remove((node, rdflib.URIRef(iri(path)), None))
    if verb in "+=" and path.startswith("^"):
        for found in terms(rest):
            graph.add((found, rdflib.URIRef(iri(path[1:])), node))
    elif verb in "+=":
        for found in terms(rest):
            graph.add((node, rdflib.URIRef(iri(path)), found))
    for _, predicate, found in turtle(f"[] {rest} .") if verb in ("also", "without") else ():
        (graph.add if verb == "also" else graph.remove)((node, predicate, found))


def terms(text: str) -> list[rdflib.term.Node]:
    return list(turtle(f"[] kg:x {text} .").objects(None, rdflib.URIRef(iri("kg:x"))))


def turtle(text: str) -> rdflib.Graph:
    text = re.sub(r"data:([^\s,;]+)", rf"<{names.DEFAULT_BASE}\1>", text)
    return rdflib.Graph().parse(data=HEAD + text, format="turtle")


@pytest.mark.parametrize(("number", "row"), list(enumerate(ROWS)), ids=[" ".join(row) for row in ROWS])
def test_what_is_wrong_is_caught(spoilt: dict[str, list[Violation]], number: int, row: Case) -> None:
    _, path, constraint, edit = row
    focus = f"spoilt{number}" if edit == "blank" else f"http://spoilt.org/{number}"
    expected = iri(path) if ":" in path and path[0] != "^" else ""
    assert (expected, constraint) in {(found.path, found.constraint) for found in spoilt.get(focus, [])}


@pytest.mark.parametrize("shape", GOOD)
def test_a_copy_that_is_not_spoilt_is_right(spoilt: dict[str, list[Violation]], shape: str) -> None:
    assert spoilt.get(f"http://spoilt.org/{shape}", []) == []


def test_the_good_graph_conforms(small_tables: Tables) -> None:
    assert shacl.validate(small_tables).violations == []


def test_every_constraint_has_a_row() -> None:
    shapes = rdflib.Graph().parse(SCHEMAS / "shapes.ttl", format="turtle")
    expected = set()
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        name = str(shape).rpartition("#")[2]
        expected |= {(name, "-", constraint) for constraint in constraints(shapes, shape)}
        for part in shapes.objects(shape, SH.property):
            path = path_of(shapes, shapes.value(part, SH.path))
            expected |= {(name, path, constraint) for constraint in constraints(shapes, part)}
    rows = {
        (shape.partition(":")[0], "-" if constraint == "Closed" else path, constraint)
        for shape, path, constraint, _ in ROWS
    }
    assert rows == expected


NO_CONSTRAINT = {"path", "message", "property", "targetClass", "targetSubjectsOf", "ignoredProperties"}


def constraints(shapes: rdflib.Graph, shape: rdflib.term.Node) -> set[str]:
    """The kinds of constraint on a shape, by the name of their component: sh:minCount gives ``MinCount``."""
    kinds = {str(each).removeprefix(str(SH)) for each in shapes.predicates(shape) if str(each).startswith(str(SH))}
    return {kind[0].upper() + kind[1:] for kind in kinds - NO_CONSTRAINT}


def path_of(shapes: rdflib.Graph, path: rdflib.term.Node | None) -> str:
    if isinstance(path, rdflib.URIRef):
        return prefixed(path)
    inverse = shapes.value(path, SH.inversePath)
    return f"^{prefixed(inverse)}" if inverse else "|"


def prefixed(node: rdflib.term.Node | None) -> str:
    (name,) = (
        f"{prefix}:{str(node).removeprefix(start)}" for prefix, start in PREFIXES.items() if str(node).startswith(start)
    )
    return name


def test_violations_come_in_order_and_say_what_is_at_fault(good: rdflib.Graph) -> None:
    graph = rdflib.Graph()
    graph += good
    claim = rdflib.URIRef(CLAIM)
    graph.set((claim, rdflib.URIRef(iri("kg:kind")), rdflib.Literal("beauty")))
    graph.set((claim, rdflib.URIRef(iri("kg:evidence")), rdflib.URIRef(f"{RANGE}/evidence")))
    assert [(found.focus, found.path, found.value) for found in shacl.check(graph)] == [
        (CLAIM, iri("kg:kind"), "beauty"),
        (f"{CLAIM}/evidence", "", ""),
        (f"{RANGE}/evidence", "", ""),
    ]
