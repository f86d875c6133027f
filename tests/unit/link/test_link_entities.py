from fixture_link import LEXICON
from hypothesis import given
from hypothesis import strategies as st

from kg.link.entities import Entities, Name, resolve
from kg.link.parts import Pair
from kg.model import EntityType
from kg.names import KIND, entity_id


def name(canonical: str, fine: EntityType, papers: int = 1, introducing: int = 0, entity: str | None = None) -> Name:
    return Name(Pair(entity or entity_id(canonical, fine), canonical), fine, papers, introducing)


def meaning(entities: Entities, found: Name) -> str | None:
    return dict(entities.meanings())[found.pair]


def test_spellings_of_one_name_are_one_entity_under_the_most_frequent_name() -> None:
    spellings = [
        name("FlashAttention", EntityType.METHOD, papers=5),
        name("Flash Attention", EntityType.METHOD, papers=3),
        name("flash-attention", EntityType.METHOD),
    ]
    entities = resolve(spellings, LEXICON)
    assert {meaning(entities, each) for each in spellings} == {"method/flashattention"}
    assert entities.by_id["method/flashattention"].name == "FlashAttention"


def test_of_equally_frequent_names_the_first_by_code_points_is_shown() -> None:
    entities = resolve([name("tiny-net", EntityType.MODEL), name("TinyNet", EntityType.MODEL)], LEXICON)
    assert [entity.name for entity in entities.by_id.values()] == ["TinyNet"]


def test_an_alias_of_the_lexicon_is_its_entity_with_its_name_and_type() -> None:
    found = name("Low-Rank Adaptation", EntityType.MODEL)
    entities = resolve([found], LEXICON)
    entity = entities.by_id[meaning(entities, found) or ""]
    assert (entity.id, entity.name, entity.type, entity.origin) == ("method/lora", "LoRA", EntityType.METHOD, "lexicon")


def test_the_type_is_that_of_most_papers() -> None:
    found = [name("Quix", EntityType.MODEL, papers=2), name("Quix", EntityType.METHOD, papers=3)]
    entities = resolve(found, LEXICON)
    assert entities.by_id["method/quix"].type is EntityType.METHOD


def test_the_paper_that_introduces_a_thing_knows_its_type_best() -> None:
    found = [name("Quix", EntityType.MODEL, papers=1, introducing=1), name("Quix", EntityType.METHOD, papers=3)]
    entities = resolve(found, LEXICON)
    assert entities.by_id["method/quix"].type is EntityType.MODEL


def test_a_coined_name_that_is_software_here_and_a_method_there_is_one_thing() -> None:
    software = name("Quix", EntityType.LIBRARY, papers=1, introducing=1)
    method = name("QUIX", EntityType.METHOD, papers=3)
    entities = resolve([software, method], LEXICON)
    assert list(entities.by_id) == ["software/quix"]
    assert meaning(entities, method) == "software/quix"


def test_software_and_a_method_that_are_each_introduced_are_two_things() -> None:
    found = [name("Quix", EntityType.LIBRARY, introducing=1), name("Quix", EntityType.METHOD, introducing=1)]
    assert sorted(resolve(found, LEXICON).by_id) == ["method/quix", "software/quix"]


def test_a_dataset_and_a_method_of_one_name_are_two_things() -> None:
    found = [name("Quix", EntityType.DATASET), name("Quix", EntityType.METHOD)]
    assert sorted(resolve(found, LEXICON).by_id) == ["dataset/quix", "method/quix"]


def test_what_extraction_did_not_take_for_the_lexicons_software_stays_apart() -> None:
    found = [name("Triton", EntityType.LIBRARY), name("Triton", EntityType.MODEL)]
    assert sorted(resolve(found, LEXICON).by_id) == ["method/triton", "software/triton"]


def test_names_whose_slugs_clash_get_a_suffix_and_the_frequent_one_none() -> None:
    rare, frequent = name("Fast+", EntityType.METHOD), name("Fast plus", EntityType.METHOD, papers=4)
    entities = resolve([rare, frequent], LEXICON)
    assert meaning(entities, frequent) == "method/fast-plus"
    suffixed = meaning(entities, rare)
    assert suffixed is not None
    assert suffixed.startswith("method/fast-plus-")
    assert resolve([frequent, rare], LEXICON).by_id.keys() == entities.by_id.keys()


def test_a_coined_name_never_takes_an_id_of_the_lexicon() -> None:
    found = name("LoRA!?", EntityType.METHOD, entity="method/lora-2")
    lookalike = name("machine translation+", EntityType.TASK)
    entities = resolve([found, lookalike], LEXICON)
    assert meaning(entities, found) == "method/lora"  # the normal form is the lexicon's
    assert meaning(entities, lookalike) != "task/machine-translation"


def test_a_name_without_letters_keeps_an_id_of_its_own() -> None:
    entities = resolve([name("†††", EntityType.METHOD), name("‡", EntityType.METHOD)], LEXICON)
    assert len(entities.by_id) == 2


def test_a_name_that_only_a_claim_has_gets_the_plain_type_of_its_kind() -> None:
    entities = resolve([Name(Pair("software/quix", "Quix"), None, 0, 0)], LEXICON)
    assert entities.by_id["software/quix"].type is EntityType.LIBRARY


_names = st.builds(
    name,
    st.text(min_size=1, max_size=8)
    | st.sampled_from(["Quix", "QUIX", "qu-ix", "Quix+", "Quix plus", "BERT", "bert", "†", "Torch", "a b", "ab"]),
    st.sampled_from(list(EntityType)),
    st.integers(1, 9),
    st.integers(0, 1),
)


@given(st.lists(_names, max_size=12, unique_by=lambda each: (each.pair, each.type)), st.randoms())
def test_every_name_has_one_entity_of_a_fitting_id_whatever_the_order(found, random) -> None:  # type: ignore[no-untyped-def]
    entities = resolve(found, LEXICON)
    meanings = dict(entities.meanings())
    assert meanings.keys() == {each.pair for each in found}
    assert set(meanings.values()) <= entities.by_id.keys()
    for identifier, entity in entities.by_id.items():
        assert entity.id == identifier
        assert entity.kind == KIND[entity.type]
    random.shuffle(found)
    again = resolve(found, LEXICON)
    assert dict(again.meanings()) == meanings
    assert again.by_id == entities.by_id
