"""The facts of a graph, for the default graph: papers, authors, entities, claims, artifacts, and what joins them."""

from kg.export.rdf.templates import Block, Node, Part, Term, a, name, to
from kg.export.rdf.vocabulary import CLASSES, EDGE_PROPERTIES, HARDWARE_CLASSES, SLOTS, TYPE


def edge_case(column: str = "type") -> str:
    """SQL of the property that a row's type stands for; a type that nobody defined is an error, not a silent loss."""
    cases = " ".join(f"WHEN '{edge}' THEN {name(term)}" for edge, term in EDGE_PROPERTIES.items())
    return f"CASE {column} {cases} ELSE error('unknown type of edge: ' || {column}) END"


def _values(pairs: list[tuple[str, str]], key: str) -> str:
    rows = ", ".join(f"('{value}', {name(term)})" for value, term in pairs)
    return f"(VALUES {rows}) AS classes({key}, class)"


_TYPES = _values([(fine, term) for fine, terms in CLASSES.items() for term in terms], "type")
_DEVICES = _values([(word, term) for word, terms in HARDWARE_CLASSES.items() for term in terms], "device")

PAPERS = Block((
    Part("papers", (Node("paper_id", (
        *a("schema:ScholarlyArticle"),
        to("schema:name", "title", "as_text"),
        to("schema:abstract", "nullif(abstract, '')", "as_text"),
        to("schema:datePublished", "date", "as_date"),
        to("kg:year", "year", "as_integer"),
        to("kg:arxivId", "arxiv", "as_text"),
        to("kg:doi", "doi", "as_text"),
        to("schema:identifier", "source_id", "as_text"),
        to("schema:url", "url", "as_web"),
        to("schema:sameAs", "'https://arxiv.org/abs/' || arxiv", "as_web"),
        to("schema:sameAs", "'https://doi.org/' || doi", "as_web"),
        to("schema:license", "license", "as_text"),
    )),)),
    Part("(SELECT DISTINCT paper_id, unnest(categories) AS category FROM papers)", (
        Node("paper_id", (to("kg:category", "category", "as_text"),)),
    )),
    Part("(SELECT DISTINCT paper_id, author_id FROM authors)", (
        Node("paper_id", (to("schema:author", "author_id", "as_iri"),)),
    )),
    Part(f"(SELECT DISTINCT paper_id, {edge_case()} AS property, entity_id FROM relations)", (
        Node("paper_id", (Term("property", "entity_id", "as_iri"),)),
    )),
    Part("(SELECT DISTINCT paper_id, entity_id FROM mentions ANTI JOIN relations USING (paper_id, entity_id))", (
        Node("paper_id", (to("schema:mentions", "entity_id", "as_iri"),)),
    )),
    Part("(SELECT DISTINCT paper_id, artifact_id(url) AS artifact FROM artifacts)", (
        Node("paper_id", (to("kg:artifact", "artifact", "as_iri"),)),
    )),
))  # fmt: skip

AUTHORS = Block((
    Part(
        "(SELECT author_id, name, row_number() OVER (PARTITION BY author_id ORDER BY count(*) DESC, name) AS rank "
        "FROM authors GROUP BY author_id, name ORDER BY author_id, rank)",
        (Node("author_id", (
            *a("schema:Person", when="rank = 1"),
            to("schema:name", "name", "as_text", when="rank = 1"),
            to("schema:alternateName", "name", "as_text", when="rank > 1"),
        )),),
    ),
))  # fmt: skip
"""One author id can carry several spellings of a name: the commonest is the name, the others are alternates."""

ENTITIES = Block((
    Part(f"(SELECT entity_id, class FROM entities JOIN {_TYPES} USING (type))", (
        Node("entity_id", (Term(name(TYPE), "class"),)),
    )),
    Part(f"(SELECT entity_id, class FROM entities JOIN {_DEVICES} ON lower(hardware_class) = device)", (
        Node("entity_id", (Term(name(TYPE), "class"),)),
    )),
    Part("entities", (Node("entity_id", (
        to("rdfs:label", "name", "as_text"),
        to("skos:prefLabel", "name", "as_text"),
        to("kg:vendor", "vendor", "as_text"),
        to("kg:hardwareClass", "hardware_class", "as_text"),
        to("kg:architecture", "architecture", "as_text"),
        to("kg:memoryGB", "memory_gb", "as_decimal"),
        to("kg:releaseYear", "year", "as_integer"),
        to("kg:packageUrl", "purl", "as_text"),
        to("schema:codeRepository", "repository", "as_web"),
        to("kg:paperCount", "papers", "as_integer"),
        to("kg:mentionCount", "mentions", "as_integer"),
    )),)),
    Part("(SELECT DISTINCT entity_id, alias FROM aliases JOIN entities USING (entity_id) WHERE alias <> name)", (
        Node("entity_id", (to("skos:altLabel", "alias", "as_text"),)),
    )),
    Part(f"(SELECT DISTINCT source_id, {edge_case()} AS property, target_id FROM edges)", (
        Node("source_id", (Term("property", "target_id", "as_iri"),)),
    )),
))  # fmt: skip

CLAIMS = Block((
    Part("(SELECT * FROM claims LEFT JOIN ucum USING (unit) ORDER BY paper_id, value_start)", (Node("claim_id", (
        *a("kg:Claim"),
        to("kg:paper", "paper_id", "as_iri"),
        to("kg:kind", "kind", "as_text"),
        to("kg:value", "finite(value)", "as_double"),
        to("kg:valueMax", "finite(value_max)", "as_double"),
        to("kg:unit", "unit", "as_text"),
        to("kg:ucumCode", "code", "as_text"),
        to("kg:qudtUnit", "qudt_unit", "as_unit"),
        to("kg:qudtValue", "finite(qudt_value)", "as_double"),
        to("kg:ratio", "finite(ratio)", "as_double"),
        to("kg:direction", "direction", "as_text"),
        to("kg:qualifier", "qualifier", "as_text"),
        to("kg:metric", "metric", "as_text"),
        to("kg:phase", "phase", "as_text"),
        *(to(f"kg:{slot}", f"{slot}_id", "as_iri") for slot in SLOTS),
        *(to(f"kg:{slot}Text", slot, "as_text", when=f"{slot}_id IS NULL") for slot in SLOTS),
    )),)),
))  # fmt: skip

ARTIFACTS = Block((
    Part(
        "(SELECT artifact, min(url) AS url, arg_min(kind, place) AS kind, min(nullif(host, '')) AS host FROM "
        "(SELECT artifact_id(url) AS artifact, min(url) AS url, kind, min(host) AS host, (-count(*), kind) AS place "
        "FROM artifacts GROUP BY artifact_id(url), kind) GROUP BY artifact ORDER BY artifact)",
        (Node("artifact", (
            *a("kg:Artifact"),
            to("schema:url", "url", "as_web"),
            to("kg:artifactKind", "kind", "as_text"),
            to("kg:host", "host", "as_text"),
        )),),
    ),
))  # fmt: skip
"""One address is one node; where papers disagree on what it gives, the commonest kind, then the first by name."""

FACTS = (PAPERS, AUTHORS, ENTITIES, CLAIMS, ARTIFACTS)
