"""Head nouns and endings of names: what kind of thing a paper calls its product."""

import re

from kg.model import EntityType

_DATASET, _LIBRARY, _MODEL, _METHOD = EntityType.DATASET, EntityType.LIBRARY, EntityType.MODEL, EntityType.METHOD

HEADS: dict[str, EntityType] = {
    **dict.fromkeys(
        "dataset datasets benchmark benchmarks corpus corpora testbed leaderboard testset test-suite treebank".split(),
        _DATASET,
    ),
    **dict.fromkeys(
        "library libraries toolkit package packages toolbox software platform simulator compiler engine runtime "
        "system tool tools api plugin plug-in infrastructure middleware codebase interface sdk app application "
        "workbench ecosystem server dsl emulator profiler autotuner bindings transpiler visualizer repository "
        "prototype backend stack".split(),
        _LIBRARY,
    ),
    **dict.fromkeys(
        "model models network networks architecture architectures transformer detector encoder backbone gan "
        "autoencoder classifier net family llm vlm mllm lvlm slm u-net unet cnn gnn vae series variant variants "
        "segmenter decoder checkpoint checkpoints transformers llms estimator neural-network embedder reranker".split(),
        _MODEL,
    ),
    **dict.fromkeys(
        "framework frameworks method methods approach algorithm algorithms technique techniques strategy mechanism "
        "mechanisms module modules scheme pipeline paradigm loss optimizer metric metrics objective procedure "
        "protocol policy attack defense kernel layer recipe methodology principle regularizer regularization index "
        "score formulation task attention quantization decoding adapter sampler solver scheduler solution format "
        "workflow block operator rule heuristic criterion curriculum learning optimization fine-tuning pruning "
        "prompting distillation routing cache augmentation normalization sampling embedding tokenizer tokenization "
        "taxonomy representation".split(),
        _METHOD,
    ),
}
"""The type of a product by the noun that describes it ("a new *dataset*")."""

_FRAMEWORKS = frozenset(("framework", "frameworks", "solution"))
_SOFTWARE = re.compile(
    r"\b(?:open[- ]source|software|python|julia|rust|pip|package|library|toolkit|apis?|serving|runtime|infrastructure"
    r"|simulation|production|plug-?ins?|command[- ]line)\b",
    re.I,
)
_ENDINGS = (
    (
        re.compile(r"(?:[Bb]ench(?:mark)?|QA|Eval|Corpus|Arena|[Dd]ataset|IMDB|Bank)(?:[-_v]?[\d.]+|-?[A-Z]\w*)?$"),
        _DATASET,
    ),
    (
        re.compile(r"(?:Kit|[Tt]oolkit|Hub|Sim|Torch|Serve|Lib|py|\.jl|Py\w+|Lab|Studio|Gym)$|^(?:py|Py|torch)[A-Z]"),
        _LIBRARY,
    ),
    (
        re.compile(
            r"(?:N[Ee][Tt]|[Ff]ormer|BERT\w?|GPT|GAN|ViT|YOLO\w*|VLA|VLM|LLM|VL|DETR|CLIP|Mamba|UNet|U-Net|Seg|LM|AE|VAE|T5|OCR"
            r"|Transformer|Network|Autoencoder|Coder|RoBERTa|LLa[Mm][Aa]|Qwen\S*|Net(?:-?\w{1,3})|[-_]?\d+(?:\.\d+)?[BM])s?$"
        ),
        _MODEL,
    ),
    (
        re.compile(
            r"(?:Attention|PO|KV|Flow|Quant|Prune|LoRA|Optim\w*|Adam\w*|Loss|Spec\w*|Decoding|Tuning|Learning|Cache|GS)$"
        ),
        _METHOD,
    ),
)
_PHRASE_END = re.compile(
    r"(?<=\w)\s(?:for|that|which|to|with|using|based|on|in|by|via|from|where|whose|of|through|over|is|are|can|comprising|designed"
    r"|aimed|capable|consisting|containing|built|towards?|at)\b|[.;:(]",
    re.I,
)


def head_type(phrase: str, context: str = "") -> EntityType | None:
    """The type that a noun phrase gives its thing, by its last head noun; None where it has none that is known.

    A framework is a method, unless the phrase or its `context` speaks of software.

    >>> head_type("an open-source toolkit"), head_type("a graph neural network"), head_type("a surprise")
    (<EntityType.LIBRARY: 'Library'>, <EntityType.MODEL: 'Model'>, None)
    """
    for word in reversed(phrase.lower().split()):
        kind = HEADS.get(word)
        if kind is None:
            continue
        if word in _FRAMEWORKS:
            return _LIBRARY if _SOFTWARE.search(phrase + context) else kind
        return kind
    return None


def phrase_type(phrase: str) -> EntityType | None:
    """The type of a noun phrase, by the head noun before its first preposition, relative clause or full stop.

    >>> phrase_type("new dataset for training models"), phrase_type("Surprises to come")
    (<EntityType.DATASET: 'Dataset'>, None)
    """
    end = _PHRASE_END.search(phrase)
    return head_type(phrase[: end.start()], phrase[end.start() :]) if end else head_type(phrase)


def name_type(name: str) -> EntityType | None:
    """The type that the ending of a coined name suggests (`FooBench`, `FooNet`)."""
    for pattern, kind in _ENDINGS:
        if pattern.search(name):
            return kind
    return None
