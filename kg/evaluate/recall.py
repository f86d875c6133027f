"""Recall of names apart: those that whoever made the reader had seen, and those that are new to it."""

from collections.abc import Iterable

from kg.evaluate.records import Pair, Record
from kg.evaluate.scores import Tally
from kg.names import normal_form


def names(training: Iterable[Record]) -> set[str]:
    """The names of annotated papers, as written and canonical, in the normal form by which names are compared."""
    return {
        normal_form(form)
        for record in training
        for entity in record.entities
        for form in (entity.text, entity.canonical)
    }


def recall(papers: Iterable[Pair], seen: set[str]) -> tuple[Tally, Tally]:
    """The annotated names (form and type) of the papers: those that are among `seen`, and those that are not."""
    tallies = [Tally(), Tally()]
    for gold, predicted in papers:
        found = {(entity.text, entity.type) for entity in predicted.entities}
        for form in {(entity.text, entity.type) for entity in gold.entities}:
            new = normal_form(form[0]) not in seen
            tallies[new] += Tally(right=form in found, gold=1)
    return tallies[0], tallies[1]
