"""The columns of every table."""

import pyarrow as pa

_S, _I, _F = pa.string(), pa.int32(), pa.float64()


def _schema(key: str, **fields: pa.DataType) -> pa.Schema:
    """A schema whose rows are sorted by the comma-separated columns `key`; names that end in ``_`` may not be null."""
    columns = [pa.field(name.rstrip("_"), kind, nullable=not name.endswith("_")) for name, kind in fields.items()]
    return pa.schema(columns, metadata={"sorted_by": key})


_SPAN = {"start_": _I, "end_": _I}
_SOURCE = {"confidence_": _F, "rule_": _S}

SCHEMAS: dict[str, pa.Schema] = {
    "papers": _schema(
        "paper_id", paper_id_=_S, key_=_S, source_id_=_S, title_=_S, abstract_=_S, year=_I, date=_S, arxiv=_S, doi=_S,
        url=_S, categories_=pa.list_(_S), license=_S, origin_=_S,
    ),
    "authors": _schema("paper_id,position", paper_id_=_S, position_=_I, author_id_=_S, name_=_S),
    "entities": _schema(
        "entity_id", entity_id_=_S, kind_=_S, type_=_S, name_=_S, origin_=_S, purl=_S, repository=_S, vendor=_S,
        hardware_class=_S, architecture=_S, memory_gb=_F, year=_I, papers_=_I, mentions_=_I,
    ),
    "aliases": _schema("entity_id,alias", entity_id_=_S, alias_=_S, normal_=_S, origin_=_S, papers_=_I),
    "mentions": _schema(
        "paper_id,start,end,entity_id", paper_id_=_S, **_SPAN, text_=_S, entity_id_=_S, type_=_S, **_SOURCE
    ),
    "relations": _schema(
        "paper_id,type,entity_id", paper_id_=_S, type_=_S, entity_id_=_S, evidence_=_S, **_SPAN, **_SOURCE
    ),
    "claims": _schema(
        "paper_id,value_start", claim_id_=_S, paper_id_=_S, kind_=_S, value_=_F, value_max=_F, unit_=_S, qualifier=_S,
        metric=_S, subject=_S, subject_id=_S, baseline=_S, baseline_id=_S, model=_S, model_id=_S, dataset=_S,
        dataset_id=_S, hardware=_S, hardware_id=_S, task=_S, task_id=_S, phase=_S, ratio=_F, direction=_S,
        qudt_unit=_S, qudt_value=_F, evidence_=_S, **_SPAN, value_start_=_I, value_end_=_I, **_SOURCE,
    ),
    "artifacts": _schema("paper_id,start", paper_id_=_S, url_=_S, kind_=_S, host_=_S, **_SPAN),
    "edges": _schema(
        "source_id,type,target_id,paper_id,claim_id", source_id_=_S, type_=_S, target_id_=_S, paper_id=_S, claim_id=_S,
        ratio=_F, metric=_S, hardware_id=_S, dataset_id=_S, confidence_=_F, rule=_S,
    ),
}  # fmt: skip
"""Every table: its columns, which of them may be null, and (in the metadata) what its rows are sorted by.

`subject` and its like are the claim's own words, `subject_id` the entity they were linked to (null where they name
none). `edges` holds ``broader`` between entities (no paper) and what papers' facts imply between things:
``outperforms`` (with its claim), ``built_on``, ``trained_on``, ``runs_on`` and so on, one row a paper or claim that
says so. `rule` tells how an edge was found: ``lexicon``, ``variant``, or the rule of the relation or claim that it
rests on.
"""
