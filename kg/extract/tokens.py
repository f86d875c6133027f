"""A tokenizer for spaCy whose tokens every mention aligns with, at several times the speed of spaCy's own.

Runs of letters and digits are words; every other character is a token of its own, so `PyTorch-based` is three tokens
and a name may end at the hyphen. White space beyond one blank becomes a token, as in spaCy, so that the text is kept
exactly.
"""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

TOKENIZER = "kg.WordTokenizer.v1"
"""The tokenizer's name in spaCy's registry and in the configuration of a saved pipeline."""

_TOKEN = re.compile(r"[^\W_]+|\S|\s+")


class WordTokenizer(DummyTokenizer):
    """Cuts text into words, single other characters and white space. It has no state but the vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A `Doc` whose text is exactly `text`.

        >>> [token.text for token in WordTokenizer(Vocab())("GPU-based, 2x!")]
        ['GPU', '-', 'based', ',', '2x', '!']
        """
        words: list[str] = []
        spaces: list[bool] = []
        for word in _TOKEN.findall(text):
            if word[0] == " " and spaces and not words[-1].isspace():
                spaces[-1] = True
                word = word[1:]
            if word:
                words.append(word)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def create_tokenizer() -> Callable[[Language], WordTokenizer]:
    """What a pipeline's configuration calls to make its tokenizer."""

    def make(nlp: Language) -> WordTokenizer:
        return WordTokenizer(nlp.vocab)

    return make


registry.tokenizers(TOKENIZER, func=create_tokenizer)
