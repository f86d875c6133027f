"""Short papers for the tests of claims: an abstract with its names and numbers marked."""

import re

from kg.extract.claims import find_claims
from kg.extract.claims.reading import Reading
from kg.extract.document import Document
from kg.extract.quantities import find_quantities
from kg.model import Claim, EntityType, Mention
from kg.names import entity_id

TITLE = "Zephyr: Faster Serving"
NAMES = {
    "Zephyr": EntityType.LIBRARY,
    "Breeze": EntityType.LIBRARY,
    "Gust": EntityType.LIBRARY,
    "BERT": EntityType.MODEL,
    "ResNet": EntityType.MODEL,
    "ImageNet": EntityType.DATASET,
    "CIFAR-10": EntityType.DATASET,
    "A100": EntityType.HARDWARE,
    "Xeon": EntityType.HARDWARE,
    "question answering": EntityType.TASK,
}


def paper(abstract: str) -> Document:
    """A paper about Zephyr: names are those of `NAMES`, numbers as the parser finds them."""
    text = f"{TITLE}\n{abstract}"
    document = Document(text, len(TITLE))
    for match in re.finditer("|".join(rf"\b{re.escape(name)}\b" for name in NAMES), text):
        name = match.group()
        document.mentions.append(
            Mention(
                text=name,
                type=NAMES[name],
                canonical=name,
                entity=entity_id(name, NAMES[name]),
                start=match.start(),
                end=match.end(),
                confidence=1.0,
                rule="product-title" if name == "Zephyr" else "lexicon",
            )
        )
    find_quantities(document)
    return document


def claims_of(abstract: str) -> list[Claim]:
    """The claims of a paper about Zephyr."""
    document = paper(abstract)
    find_claims(document)
    return document.claims


def read(sentence: str) -> Reading:
    """A sentence of such a paper, read."""
    document = paper(sentence)
    start = document.title_end + 1
    return Reading(
        document.text,
        start,
        len(document.text),
        [quantity for quantity in document.quantities if quantity.start >= start],
        [mention for mention in document.mentions if mention.start >= start],
    )
