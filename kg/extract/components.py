"""Extraction as spaCy components: `nlp = kg.load(); doc = nlp(text); doc.ents, doc._.claims`.

Each stage of `pipeline.stages` is one component, `kg_` and the stage's name; they run the same functions over the same
text as `pipeline.Extractor` and find the same. `kg_reader` is a trained model, in place of those for names, claims
and relations by rules. The first line of a text is the paper's title, the rest its abstract.

What is found is kept in ``doc.user_data["kg"]`` as plain lists and dictionaries, so that a `Doc` passes between
processes and through a `DocBin` (``store_user_data=True``); ``doc._`` gives it back as the records of `kg.model`.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg import lexicon
from kg.extract.document import Document
from kg.extract.neural import ModelName
from kg.extract.pipeline import STAGES, stages
from kg.extract.readers import DEFAULT, ReaderName
from kg.extract.tokens import TOKENIZER
from kg.model import Artifact, Claim, Mention, Quantity, Relation

COMPONENTS = tuple(f"kg_{stage}" for stage in STAGES)
"""The components' names, in the order in which they must stand in a pipeline."""
READER = "reader"
"""The stage that is a trained model, and what its component's name ends in."""

_RECORDS: dict[str, Any] = {
    "mentions": list[Mention],
    "quantities": list[Quantity],
    "claims": list[Claim],
    "relations": list[Relation],
    "artifacts": list[Artifact],
    "license": str | None,
}
"""What the stages find: attributes of `Document`, of `doc._`, and keys of ``doc.user_data["kg"]``."""

_USER_DATA = "kg"
_NO_LIMIT = 2**31 - 1


def load(model: ReaderName = DEFAULT) -> Language:
    r"""A spaCy pipeline that finds names, quantities, claims, relations and artifacts in a title and an abstract.

    `model` says who reads names, relations and claims: a trained model, ``full`` or ``fast``, or the ``rules``.

    >>> nlp = load()
    >>> doc = nlp("DeepFoo: Fast Training\\nWe present DeepFoo, a library built on PyTorch.")
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('DeepFoo', 'Library'), ('DeepFoo', 'Library'), ('PyTorch', 'Framework')]
    """
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    # spaCy's limit guards the memory of its parser, which is not used here.
    nlp.max_length = _NO_LIMIT
    for stage in stages(model):
        nlp.add_pipe(f"kg_{stage}", config={"model": model} if stage == READER else {})
    return nlp


class StageComponent:
    """One stage of extraction as a component; `model` is whose stages it is one of."""

    def __init__(self, stage: str, model: ReaderName) -> None:
        self.stage = stage
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Run the stage on what earlier components found, and keep what it adds."""
        document = _document(doc)
        stages(self.model)[self.stage](document, lexicon.load())
        doc.user_data[_USER_DATA] = {name: msgspec.to_builtins(getattr(document, name)) for name in _RECORDS}
        if self.stage in ("entities", READER):
            _set_ents(doc, document.mentions)
        return doc


def _document(doc: Doc) -> Document:
    text = doc.text
    title_end = text.find("\n")
    document = Document(text, title_end if title_end >= 0 else len(text))
    for name in _RECORDS:
        setattr(document, name, _found(doc, name))
    return document


def _found(doc: Doc, name: str) -> Any:
    found = doc.user_data.get(_USER_DATA)
    if found is None:
        return None if name == "license" else []
    return msgspec.convert(found[name], _RECORDS[name])


def _set_ents(doc: Doc, mentions: list[Mention]) -> None:
    """Make the mentions `doc.ents`.

    Tokens of another tokenizer than ours may be longer than a name: then the span grows to them, and of spans that
    overlap for it the longest stays. `doc._.mentions` has all of them with their own offsets.
    """
    spans = (
        doc.char_span(mention.start, mention.end, label=mention.type, kb_id=mention.entity, alignment_mode="expand")
        for mention in mentions
    )
    doc.set_ents(filter_spans([span for span in spans if span is not None]))


def _factory(stage: str) -> Callable[[Language, str], StageComponent]:
    def make(nlp: Language, name: str) -> StageComponent:
        return StageComponent(stage, "rules")

    return make


def _make_reader(nlp: Language, name: str, model: ModelName) -> StageComponent:
    return StageComponent(READER, model)


def _getter(name: str) -> Callable[[Doc], Any]:
    def get(doc: Doc) -> Any:
        return _found(doc, name)

    return get


for _stage in STAGES:
    Language.factory(f"kg_{_stage}", func=_factory(_stage))
Language.factory(f"kg_{READER}", default_config={"model": "full"}, func=_make_reader)
for _name in _RECORDS:
    Doc.set_extension(_name, getter=_getter(_name), force=True)
