import pytest
from fixture_link import LEXICON

from kg.link.entities import Entities, Name, resolve
from kg.link.hierarchy import VARIANT_CONFIDENCE, Broader, broader
from kg.link.parts import Pair
from kg.model import EntityType
from kg.names import entity_id


def things(*found: tuple[str, EntityType]) -> Entities:
    return resolve([Name(Pair(entity_id(name, fine), name), fine, 1, 0) for name, fine in found], LEXICON)


def test_the_lexicons_tree_stands_above_what_papers_mention() -> None:
    entities = things(("NVIDIA A100", EntityType.HARDWARE))
    assert broader(entities) == [Broader("hardware/nvidia-a100", "hardware/gpu", 1.0, "lexicon")]
    assert entities.by_id["hardware/gpu"].name == "GPU"  # an ancestor is an entity, too


@pytest.mark.parametrize(
    ("variant", "family"),
    [
        ("BERT-large", "BERT"),
        ("Llama-3-8B", "Llama 3"),
        ("Llama-3-8B-Instruct", "Llama 3"),
        ("Mixtral-8x7B", "Mixtral"),
        ("YOLOv8", "YOLO"),
        ("GPT4", "GPT"),
        ("Qwen2.5", "Qwen"),
        ("ViT-B/16", "ViT"),
        ("EfficientNet-B0", "EfficientNet"),
        ("Plan-R1", "Plan"),
        ("GPT-4o", "GPT"),
        ("Phi-3.5-mini-instruct", "Phi"),
    ],
)
def test_a_size_or_version_of_a_model_stands_under_its_family(variant: str, family: str) -> None:
    entities = things((variant, EntityType.MODEL), (family, EntityType.MODEL))
    edge = Broader(
        entity_id(variant, EntityType.MODEL), entity_id(family, EntityType.MODEL), VARIANT_CONFIDENCE, "variant"
    )
    assert edge in broader(entities)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("word2vec", "word"),  # "2vec" is no version
        ("T4", "T"),
        ("SD4R", "SD"),
        ("BERTScore", "BERT"),
        ("Large", "L"),
    ],
)
def test_other_names_that_begin_alike_stand_under_nothing(name: str, other: str) -> None:
    entities = things((name, EntityType.MODEL), (other, EntityType.MODEL))
    assert all(edge.source != entity_id(name, EntityType.MODEL) for edge in broader(entities))


def test_a_variant_goes_to_the_nearest_family_there_is() -> None:
    entities = things(*((name, EntityType.MODEL) for name in ("Nimbus", "Nimbus 2", "Nimbus-2-7B", "Nimbus-2-7B-Chat")))
    assert {edge.source: edge.target for edge in broader(entities)} == {
        "method/nimbus-2-7b-chat": "method/nimbus-2-7b",
        "method/nimbus-2-7b": "method/nimbus-2",
        "method/nimbus-2": "method/nimbus",
    }


def test_a_family_that_only_the_lexicon_has_comes_in_with_its_ancestors() -> None:
    entities = things(("BERT-tiny", EntityType.MODEL))
    assert {(edge.source, edge.target) for edge in broader(entities)} == {
        ("method/bert-tiny", "method/bert"),
        ("method/bert", "method/transformer"),
    }


def test_a_dataset_is_no_variant_of_a_model() -> None:
    assert broader(things(("Nimbus-2", EntityType.DATASET), ("Nimbus", EntityType.MODEL))) == []
