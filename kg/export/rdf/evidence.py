"""Evidence, for the graph of its own: which words each claim, relation and mention rests on, and how surely.

A relation of a paper and an edge between entities are each an ``rdf:Statement`` with a name (RDF 1.1), or a reifier of
a triple term with the same name (RDF 1.2): `STATED` and `REIFIED` say the same. The statement that one thing
outperforms another has the name of the claim it rests on.
"""

from kg.export.rdf.facts import edge_case
from kg.export.rdf.templates import Block, Node, Part, Term, a, name, to

_QUOTE = (
    to("oa:start", "start", "as_integer"),
    to("oa:end", '"end"', "as_integer"),
    to("kg:confidence", "finite(confidence)", "as_double"),
    to("kg:rule", "rule", "as_text"),
    to("prov:wasDerivedFrom", "paper_id", "as_iri"),
)
_KEY = "substr(paper_id, length('paper/') + 1)"
_RELATIONS = (
    f"(SELECT *, 'relation/' || {_KEY} || '/' || type || '/' || entity_id AS statement, {edge_case()} AS property "
    "FROM relations)"
)
_CLAIMED = "(SELECT * FROM edges WHERE claim_id IS NOT NULL ORDER BY claim_id)"
_EDGES = (
    "(SELECT *, 'edge/' || source_id || '/' || type || '/' || target_id AS statement, "
    f"{edge_case()} AS property FROM edges WHERE claim_id IS NULL)"
)
_DERIVED = (
    "(SELECT statement, source_id, property, target_id, max(confidence) AS confidence "
    f"FROM {_EDGES} GROUP BY statement, source_id, property, target_id)"
)


def _statement(subject: str, property_: str, object_: str, *, reified: bool) -> tuple[Term, ...]:
    """The terms that say which triple a node speaks of."""
    if reified:
        triple = f"'<<( ' || as_iri({subject}) || ' ' || {property_} || ' ' || as_iri({object_}) || ' )>>'"
        return (Term(name("rdf:reifies"), f"({triple})"),)
    return (
        *a("rdf:Statement"),
        to("rdf:subject", subject, "as_iri"),
        Term(name("rdf:predicate"), property_),
        to("rdf:object", object_, "as_iri"),
    )


MENTIONS = Block((Part("mentions", (
    Node(f"'mention/' || {_KEY} || '/' || start || '-' || \"end\"", (
        *a("kg:Mention"),
        to("kg:entity", "entity_id", "as_iri"),
        to("oa:exact", "text", "as_text"),
        *_QUOTE,
    )),
)),))  # fmt: skip
"""Every occurrence of a name: more than half of all statements of evidence."""


def _blocks(*, reified: bool) -> tuple[Block, ...]:
    return (
        Block((Part("papers", (Node("paper_id", (to("kg:origin", "origin", "as_text"),)),)),)),
        Block((Part("entities", (Node("entity_id", (to("kg:origin", "origin", "as_text"),)),)),)),
        Block((Part("claims", (
            Node("claim_id", (to("kg:evidence", "claim_id || '/evidence'", "as_iri"),)),
            Node("claim_id || '/evidence'", (
                *a("kg:Evidence"), to("oa:exact", "evidence", "as_text"), *_QUOTE,
            )),
        )),)),
        Block((Part(_CLAIMED, (
            Node("claim_id", (
                *_statement("source_id", name("kg:outperforms"), "target_id", reified=reified),
                to("kg:confidence", "finite(confidence)", "as_double"),
                to("kg:rule", "rule", "as_text"),
            )),
        )),)),
        Block((Part(_RELATIONS, (
            Node("statement", (
                *_statement("paper_id", "property", "entity_id", reified=reified),
                to("kg:evidence", "statement || '/evidence'", "as_iri"),
            )),
            Node("statement || '/evidence'", (
                *a("kg:Evidence"), to("oa:exact", "evidence", "as_text"), *_QUOTE,
            )),
        )),)),
        Block((
            Part(_DERIVED, (
                Node("statement", (
                    *_statement("source_id", "property", "target_id", reified=reified),
                    to("kg:confidence", "finite(confidence)", "as_double"),
                )),
            )),
            Part(f"(SELECT DISTINCT statement, rule FROM {_EDGES})", (
                Node("statement", (to("kg:rule", "rule", "as_text"),)),
            )),
            Part(f"(SELECT DISTINCT statement, paper_id FROM {_EDGES})", (
                Node("statement", (to("prov:wasDerivedFrom", "paper_id", "as_iri"),)),
            )),
        )),
        MENTIONS,
    )  # fmt: skip


STATED = _blocks(reified=False)
REIFIED = _blocks(reified=True)
