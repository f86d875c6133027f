"""The property graph: every kind of node and relationship, made of the tables.

Ids are those of the tables and of the RDF, without the base of the IRIs. The node ``Graph`` says whose data a database
holds.
"""

from kg.export.neo4j.kinds import Node, Property, Relationship, floats, integers, strings
from kg.link.edges import DERIVED
from kg.model import EntityType, RelationType

FORMAT = 1
"""Version of what this module says, kept in the node ``Graph``; a database of a newer one is refused."""

SLOTS = {
    "subject": "SUBJECT", "baseline": "BASELINE", "model": "ON_MODEL", "dataset": "ON_DATASET",
    "hardware": "ON_HARDWARE", "task": "FOR_TASK",
}  # fmt: skip
"""The slots of a claim, and the relationship that leads from the claim to the entity in it."""

SOFTWARE = (EntityType.FRAMEWORK, EntityType.LIBRARY)
"""What is labelled ``Software`` too."""

_RATIO = (
    "CASE WHEN {0} >= 1 THEN rtrim(rtrim(format('{{:.2f}}', {0}), '0'), '.') ELSE format('{{:.3g}}', {0}) END || '×'"
)
"""SQL of a factor as people write it: ``6.13×``, ``1000×``, ``0.143×``."""
_CAPTION = (
    "concat_ws(' ', qualifier, format('{:.10g}', value) || coalesce('–' || format('{:.10g}', finite(value_max)), '')"
    " || CASE unit WHEN '' THEN '' WHEN 'x' THEN '×' ELSE ' ' || unit END,"
    " CASE kind WHEN 'quality' THEN coalesce(metric, kind) ELSE kind END)"
)
"""SQL of a claim in a few words: ``6.13× speedup``, ``up to 47.1 % memory``, ``71.2 % accuracy``."""

PAPER = Node(
    labels=("Paper",),
    source="papers",
    id="paper_id",
    properties=(
        *strings("title", abstract="nullif(abstract, '')"),
        *integers("year"),
        *strings("date", "arxiv", "doi", "license", "key", "source_id", "origin", url="coalesce(address(url), url)"),
    ),
)

AUTHOR = Node(
    labels=("Author",),
    source=(
        "(SELECT author_id, name, nullif(list_filter(names, lambda each: each <> name), []) AS aliases FROM"
        " (SELECT author_id, arg_min(name, place) AS name, list(name ORDER BY name) AS names FROM"
        " (SELECT author_id, name, (-count(*), name) AS place FROM authors GROUP BY author_id, name)"
        " GROUP BY author_id))"
    ),
    id="author_id",
    properties=(*strings("name"), Property("aliases", "LIST<STRING>", "aliases")),
)
"""One author id can carry several spellings of a name: the commonest is the name, the others are aliases."""

CATEGORY = Node(
    labels=("Category",),
    source="(SELECT DISTINCT unnest(categories) AS name FROM papers)",
    id="'category/' || name",
    properties=strings("name"),
)

_ALIASES = (
    "(SELECT entity_id, list(DISTINCT alias ORDER BY alias) AS aliases, list(DISTINCT normal) AS normals"
    " FROM aliases JOIN entities USING (entity_id) WHERE alias <> name GROUP BY entity_id)"
)
_KEYS = "list_sort(list_distinct(list_append(coalesce(normals, []), normal_form(name))))"
"""SQL of the forms by which an entity is found under any of its names, however it is spelled (`names.normal_form`)."""

ENTITIES = tuple(
    Node(
        labels=("Entity", fine.value, *(["Software"] if fine in SOFTWARE else [])),
        source=f"(SELECT * FROM entities LEFT JOIN {_ALIASES} USING (entity_id) WHERE type = '{fine}')",
        id="entity_id",
        properties=(
            *strings("name", "type", "kind"),
            Property("aliases", "LIST<STRING>", "aliases"),
            Property("keys", "LIST<STRING>", _KEYS),
            *strings("purl", "repository", "vendor", "hardware_class", "architecture"),
            *floats("memory_gb"),
            *integers(release_year="year"),
            *strings("origin"),
            *integers("papers", "mentions"),
        ),
    )
    for fine in EntityType
)
"""One kind for each type, all unique under ``Entity``: papers may call a thing by another type in the next build."""

CLAIM = Node(
    labels=("Claim",),
    source="(SELECT * FROM claims LEFT JOIN ucum USING (unit))",
    id="claim_id",
    properties=(
        *strings(caption=_CAPTION),
        *strings("kind"),
        *floats("value", "value_max"),
        *strings("unit", "qualifier", "metric", "phase"),
        *floats("ratio"),
        *strings("direction", "qudt_unit"),
        *floats("qudt_value"),
        *strings(ucum_code="code"),
        *strings(*SLOTS, "evidence"),
        *integers("start", "end", "value_start", "value_end"),
        *floats("confidence"),
        *strings("rule"),
    ),
)
"""A slot holds the claim's own words, whether or not they name an entity."""

ARTIFACT = Node(
    labels=("Artifact",),
    source=(
        "(SELECT artifact, min(url) AS url, arg_min(kind, place) AS kind, min(nullif(host, '')) AS host FROM"
        " (SELECT artifact_id(url) AS artifact, min(url) AS url, kind, min(host) AS host, (-count(*), kind) AS place"
        " FROM artifacts GROUP BY artifact_id(url), kind) GROUP BY artifact)"
    ),
    id="artifact",
    properties=strings("kind", "host", url="coalesce(address(url), url)"),
)
"""One address is one node; where papers disagree on what it gives, the commonest kind, then the first by name."""

GRAPH = Node(
    labels=("Graph",),
    source="manifest",
    id="'graph'",
    properties=(*strings("base", "generation", "version"), *integers("format"), *strings("state")),
)
"""Whose data this is; a load that has not ended leaves the `state` ``loading``."""

NODES = (PAPER, AUTHOR, CATEGORY, *ENTITIES, CLAIM, ARTIFACT, GRAPH)
"""Every kind of node."""

_QUOTED = (*strings("evidence"), *integers("start", "end"), *floats("confidence"), *strings("rule"))
_FOUND = (*floats("confidence"), *strings("rule"))

_STATED = tuple(
    Relationship(
        type=relation.name,
        start="Paper",
        end="Entity",
        source=f"(SELECT * FROM relations WHERE type = '{relation}')",
        ends=("paper_id", "entity_id"),
        properties=_QUOTED,
    )
    for relation in RelationType
)
_MENTIONS = Relationship(
    type="MENTIONS",
    start="Paper",
    end="Entity",
    source=(
        "(SELECT paper_id, entity_id, list(text ORDER BY place) AS texts, list(start ORDER BY place) AS starts,"
        ' list("end" ORDER BY place) AS ends, list(confidence ORDER BY place) AS confidences,'
        " list(rule ORDER BY place) AS rules, list(type ORDER BY place) AS types"
        ' FROM (SELECT *, (start, "end") AS place FROM mentions) GROUP BY paper_id, entity_id)'
    ),
    ends=("paper_id", "entity_id"),
    properties=(
        Property("texts", "LIST<STRING>", "texts"),
        Property("starts", "LIST<INTEGER>", "starts"),
        Property("ends", "LIST<INTEGER>", "ends"),
        Property("confidences", "LIST<FLOAT>", "confidences"),
        Property("rules", "LIST<STRING>", "rules"),
        Property("types", "LIST<STRING>", "types"),
    ),
)
_OF_PAPERS = (
    Relationship(
        type="AUTHORED_BY", start="Paper", end="Author", source="authors", ends=("paper_id", "author_id"),
        properties=(*integers("position"), *strings("name")), key=("position",),
    ),
    Relationship(
        type="IN_CATEGORY", start="Paper", end="Category",
        source="(SELECT DISTINCT paper_id, unnest(categories) AS name FROM papers)",
        ends=("paper_id", "'category/' || name"),
    ),
    Relationship(
        type="HAS_ARTIFACT", start="Paper", end="Artifact", source="artifacts", ends=("paper_id", "artifact_id(url)"),
        properties=(*strings("url", "kind"), *integers("start", "end")), key=("start",),
    ),
)  # fmt: skip
_OF_CLAIMS = (
    Relationship(type="OF_PAPER", start="Claim", end="Paper", source="claims", ends=("claim_id", "paper_id")),
    *(
        Relationship(
            type=name,
            start="Claim",
            end="Entity",
            source=f"(SELECT * FROM claims WHERE {slot}_id IS NOT NULL)",
            ends=("claim_id", f"{slot}_id"),
        )
        for slot, name in SLOTS.items()
    ),
)
_OF_ENTITIES = (
    Relationship(
        type="BROADER", start="Entity", end="Entity", source="(SELECT * FROM edges WHERE type = 'broader')",
        ends=("source_id", "target_id"), properties=_FOUND,
    ),
    Relationship(
        type="OUTPERFORMS", start="Entity", end="Entity",
        source=(
            "(SELECT edges.*, claims.* EXCLUDE (claim_id, paper_id, ratio, metric, hardware_id, dataset_id, confidence,"
            " rule) FROM edges JOIN claims USING (claim_id) WHERE edges.type = 'outperforms')"
        ),
        ends=("source_id", "target_id"),
        properties=(
            *strings(caption=f"coalesce({_RATIO.format('ratio')}, {_CAPTION})"),
            *strings(claim="claim_id", paper="paper_id"),
            *floats("ratio"),
            *strings("metric", hardware="hardware_id", dataset="dataset_id"),
            *_FOUND,
        ),
        key=("claim",),
    ),
    *(
        Relationship(
            type=relation.name, start="Entity", end="Entity",
            source=f"(SELECT * FROM edges WHERE type = '{relation}')", ends=("source_id", "target_id"),
            properties=(*strings(paper="paper_id"), *_FOUND), key=("paper",),
        )
        for relation in DERIVED
    ),
)  # fmt: skip

RELATIONSHIPS = (*_STATED, _MENTIONS, *_OF_PAPERS, *_OF_CLAIMS, *_OF_ENTITIES)
"""Every kind of relationship."""
