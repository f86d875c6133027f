"""What a dump is: its VoID and DCAT description, with counts of triples by property and of instances by class."""

from collections import Counter
from typing import NamedTuple
from urllib.parse import quote

import duckdb
import pyoxigraph as ox

from kg.errors import GraphError, KgError
from kg.export.rdf.formats import FORMATS, Format
from kg.export.rdf.templates import Block
from kg.export.rdf.terms import connect
from kg.export.rdf.vocabulary import PREFIXES
from kg.tables import Tables

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_VOCABULARIES = ("kg", "schema", "skos", "fair4ml", "oa", "prov")
_USED = ("dcat", "dcterms", "prov", "schema", "void")
_ABOUT = (
    "What titles and abstracts of machine-learning papers say: frameworks, models, datasets and hardware, and who "
    "claims to beat whom, by how much, on what."
)


class Counts(NamedTuple):
    """Triples by property, and instances by class."""

    properties: Counter[str]
    classes: Counter[str]


def count(tables: Tables, blocks: tuple[Block, ...]) -> Counts:
    """Count what the blocks write, from the columns alone.

    Raises:
        GraphError: the graph cannot be read.
    """
    counts = Counts(Counter(), Counter())
    with connect(tables) as connection:
        for block in blocks:
            try:
                rows = connection.execute(block.counts()).fetchall()
            except duckdb.Error as error:
                raise GraphError(f"{tables.directory}: {str(error).splitlines()[0]}; build the graph again") from error
            for predicate, kind, number in rows:
                if number:
                    counts.properties[predicate.strip("<>")] += number
                if kind is not None:
                    counts.classes[kind.strip("<>")] += number
    return counts


def count_triples(tables: Tables, format: str) -> int:
    """How many triples a dump in this format (a key of `formats.FORMATS`) holds.

    Raises:
        GraphError: the graph cannot be read.
    """
    content = FORMATS[format].content
    return sum(count(tables, blocks).properties.total() for blocks in (content.facts, content.evidence))


def describe(tables: Tables, format: Format, name: str, *, license: str | None = None) -> bytes:
    """The description of a dump as Turtle. It holds no time, so equal dumps have equal descriptions.

    Args:
        tables: the graph.
        format: the dump's format.
        name: the dump's file name, beside which the description lies.
        license: the IRI of the licence of the data, where its owner states one.

    Raises:
        GraphError: the graph cannot be read.
        KgError: `license` is no IRI.
    """
    manifest, content = tables.manifest, format.content
    facts, evidence = count(tables, content.facts), count(tables, content.evidence)
    packed = f" ; dcat:compressFormat <{_MEDIA_TYPES}application/gzip>" if name.endswith(".gz") else ""
    lines = [
        *(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _USED),
        "",
        f"<{manifest.base}void> a void:Dataset, dcat:Dataset ;",
        '    dcterms:title "Speedgraph" ;',
        f"    dcterms:description {ox.Literal(_ABOUT)} ;",
        f"    dcterms:identifier {ox.Literal(manifest.generation)} ;",
        *([f"    dcterms:license {_iri(license)} ;"] if license else []),
        *(f"    dcterms:source {ox.Literal(source.name)} ;" for source in manifest.inputs),
        "    prov:wasGeneratedBy [ a prov:Activity ; prov:wasAssociatedWith [ a prov:SoftwareAgent ;",
        f'        schema:name "speedgraph" ; schema:softwareVersion {ox.Literal(manifest.version)} ] ] ;',
        f"    void:dataDump <{quote(name)}> ;",
        f"    dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <{quote(name)}> ;",
        f"        dcat:mediaType <{_MEDIA_TYPES}{format.media_type}>{packed} ] ;",
        f"    void:uriSpace {ox.Literal(manifest.base)} ;",
        *(f"    void:vocabulary <{PREFIXES[prefix]}> ;" for prefix in _VOCABULARIES),
    ]
    if content.named:
        for title, counts in (("facts", facts), ("evidence", evidence)):
            lines += [f'    void:subset [ a void:Dataset ; dcterms:title "{title}" ;', *_statistics(counts), "    ] ;"]
    whole = Counts(facts.properties + evidence.properties, facts.classes + evidence.classes)
    lines += [*_statistics(whole), "."]
    return "\n".join(lines).encode() + b"\n"


def _statistics(counts: Counts) -> list[str]:
    return [
        f"    void:triples {counts.properties.total()} ;",
        f"    void:properties {len(counts.properties)} ;",
        f"    void:classes {len(counts.classes)} ;",
        *(
            f"    void:propertyPartition [ void:property <{each}> ; void:triples {number} ] ;"
            for each, number in sorted(counts.properties.items())
        ),
        *(
            f"    void:classPartition [ void:class <{each}> ; void:entities {number} ] ;"
            for each, number in sorted(counts.classes.items())
        ),
    ]


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise KgError(f"the licence {text!r} is no IRI ({error}); give one such as https://…") from error
