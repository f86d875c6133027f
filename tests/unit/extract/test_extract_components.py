"""The spaCy surface: the same finds as the plain extractor's, in a spaCy user's hands."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

import kg
from kg.extract.components import COMPONENTS
from kg.extract.pipeline import STAGES, Extractor

TEXT = (
    "DeepFoo: Fast Training of Transformers\n"
    "We present DeepFoo, a library built on PyTorch that speeds up BERT by 2.5x on an NVIDIA A100 GPU. "
    "Code under the MIT license: https://github.com/foo/deepfoo"
)
FINDS = ("mentions", "quantities", "claims", "relations", "artifacts", "license")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return kg.load(model="rules")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(model="rules")


def plain(extractor: Extractor, text: str) -> dict[str, Any]:
    title_end = text.find("\n")
    document = extractor.read(text, title_end if title_end >= 0 else len(text))
    return {name: getattr(document, name) for name in FINDS}


def of(doc: spacy.tokens.Doc) -> dict[str, Any]:
    return {name: getattr(doc._, name) for name in FINDS}


def test_the_registered_names() -> None:
    assert COMPONENTS == (
        "kg_artifacts",
        "kg_names",
        "kg_abbreviations",
        "kg_products",
        "kg_unlisted",
        "kg_tasks",
        "kg_entities",
        "kg_quantities",
        "kg_claims",
        "kg_relations",
    )
    assert all(Language.has_factory(name) for name in COMPONENTS)


def test_the_pipeline_has_a_component_for_each_stage(nlp: Language) -> None:
    assert nlp.pipe_names == [f"kg_{stage}" for stage in STAGES]


def test_ents_are_the_mentions(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        (mention.text, mention.type, mention.entity) for mention in doc._.mentions
    ]
    assert ("PyTorch", "Framework", "software/pytorch") in {(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents}


def test_everything_is_under_the_underscore(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert all(of(doc).values())
    assert doc._.license == "MIT"
    assert [(claim.value, claim.unit) for claim in doc._.claims] == [(2.5, "x")]


def test_a_doc_of_no_pipeline_has_found_nothing() -> None:
    doc = spacy.blank("en")("Some text.")
    assert of(doc) == {name: None if name == "license" else [] for name in FINDS}


def test_both_surfaces_find_the_same(nlp: Language, extractor: Extractor) -> None:
    assert of(nlp(TEXT)) == plain(extractor, TEXT)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
        st.lists(
            st.sampled_from(
                "We propose FooNet , a model . It outperforms BERT on ImageNet and FooQA by 2.5x \n Deep Foo Orderer "
                "(DFO) GPU-based A100s https://github.com/a/b called Foo-7B".split(" ")
            ),
            max_size=40,
        ).map(" ".join),
    )
)
def test_both_surfaces_find_the_same_in_any_text(nlp: Language, extractor: Extractor, text: str) -> None:
    doc = nlp(text)
    assert of(doc) == plain(extractor, text)
    assert [(ent.start_char, ent.end_char) for ent in doc.ents] == [(m.start, m.end) for m in doc._.mentions]


def test_the_text_after_the_first_line_is_the_abstract(nlp: Language) -> None:
    relations = {relation.target: relation.start for relation in nlp(TEXT)._.relations}
    assert relations["DeepFoo"] == 0
    assert relations["PyTorch"] == TEXT.index("We present")


def test_displacy_draws_the_names(nlp: Language) -> None:
    html = spacy.displacy.render(nlp(TEXT), style="ent", jupyter=False)
    assert "PyTorch" in html
    assert "Framework" in html


def test_many_texts_in_two_processes(nlp: Language) -> None:
    texts = [TEXT, "Nothing here", TEXT.replace("DeepFoo", "DeepBar")]
    alone = [of(nlp(text)) for text in texts]
    assert [of(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == alone


def test_it_survives_the_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert of(spacy.load(tmp_path)(TEXT)) == of(nlp(TEXT))


def test_spacy_alone_loads_it(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    code = f"import spacy; nlp = spacy.load({str(tmp_path)!r}); print(nlp('We use PyTorch.').ents[0].label_)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Framework\n", "")


def test_it_survives_pickle(nlp: Language) -> None:
    assert of(pickle.loads(pickle.dumps(nlp))(TEXT)) == of(nlp(TEXT))


def test_docs_survive_a_doc_bin(nlp: Language) -> None:
    doc = nlp(TEXT)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (restored,) = DocBin(store_user_data=True).from_bytes(packed).get_docs(spacy.blank("en").vocab)
    assert of(restored) == of(doc)
    assert [ent.text for ent in restored.ents] == [ent.text for ent in doc.ents]


def test_another_pipelines_tokens_may_be_longer_than_a_name() -> None:
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    doc = nlp("We use PyTorch/TensorFlow here.")
    assert [mention.text for mention in doc._.mentions] == ["PyTorch", "TensorFlow"]
    assert "".join(ent.text for ent in doc.ents) in ("PyTorchTensorFlow", "PyTorch/TensorFlow")


def test_a_text_of_more_than_a_million_characters(nlp: Language) -> None:
    assert len(nlp("a title\n" + "word " * 250_000)) > 250_000


def test_kg_load_is_there_and_nothing_that_is_not() -> None:
    assert kg.load(model="rules").lang == "en"
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        _ = kg.lode
