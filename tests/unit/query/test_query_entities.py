"""Things are found by any of their names."""

import pytest

from kg.errors import QueryError
from kg.query.entities import find_entities, find_entity
from kg.tables import Tables


@pytest.mark.parametrize(
    "name",
    ["PyTorch", "pytorch", "py-torch", "torch", "software/pytorch", "https://w3id.org/speedgraph/software/pytorch"],
)
def test_by_name_alias_id_and_iri(small_tables: Tables, name: str) -> None:
    assert find_entity(small_tables, name).entity_id == "software/pytorch"


def test_kinds_limit_what_it_may_be(small_tables: Tables) -> None:
    assert find_entities(small_tables, "PyTorch", ["hardware"]) == []
    with pytest.raises(QueryError, match="no hardware is called 'PyTorch'"):
        find_entity(small_tables, "PyTorch", ["hardware"])


def test_a_near_miss_is_met_with_the_nearest(small_tables: Tables) -> None:
    with pytest.raises(QueryError, match="no entity is called 'PyTroch'; near it are PyTorch"):
        find_entity(small_tables, "PyTroch")


def test_nothing_near_gives_no_suggestion(small_tables: Tables) -> None:
    with pytest.raises(QueryError, match=r"no entity is called 'zzz'$"):
        find_entity(small_tables, "zzz")


def test_the_one_called_so_comes_before_the_more_common(small_tables: Tables) -> None:
    found = find_entities(small_tables, "GPU")
    assert [entity.name for entity in found] == ["GPU"]
    assert found[0]._fields == ("entity_id", "name", "type", "papers")
