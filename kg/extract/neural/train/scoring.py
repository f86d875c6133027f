"""What a model finds in the abstracts it was not trained on, and how sure it may be of that."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kg import lexicon
from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.extract.neural.calibration import Calibration, Curve
from kg.extract.neural.model import Model
from kg.extract.neural.reader import read
from kg.extract.neural.results import RULE
from kg.extract.neural.train.calibrate import Outcome, cross_fitted, error, fit
from kg.extract.neural.train.fitting import Log
from kg.extract.neural.train.papers import Annotated
from kg.extract.quantities import find_quantities
from kg.names import normal_form

AS_IT_IS = Curve(slope=1.0, shift=0.0)
UNCALIBRATED = Calibration(mentions=AS_IT_IS, relations=AS_IT_IS, claims=AS_IT_IS)

Key = Callable[[Any], tuple[Any, ...]]


def write(calibration: Calibration, folder: Path, name: str) -> None:
    """Put the curves beside the weights."""
    (folder / f"{name}.json").write_bytes(msgspec.json.encode(calibration))


def calibrate(folder: Path, name: str, held: Sequence[Annotated], log: Log) -> None:
    """Fit the curves of exported weights and put them beside them.

    A relation's confidence contains that of the name it is of, so names come first.
    """
    write(UNCALIBRATED, folder, name)
    model = Model(folder, name)
    mentions, _, claims = outcomes(model, held)
    curves = Calibration(mentions=fit(mentions), relations=AS_IT_IS, claims=fit(claims))
    model.calibration = curves
    relations = outcomes(model, held)[1]
    write(msgspec.structs.replace(curves, relations=fit(relations)), folder, name)
    for head, found in (("names", mentions), ("relations", relations), ("claims", claims)):
        right = sum(good for *_, good in found)
        ece = error(cross_fitted(found)) if found else 0.0
        log(f"  {name}, {head}: {right} of {len(found)} right; calibration error {ece:.3f} (cross-fitted)")


def outcomes(model: Model, held: Iterable[Annotated]) -> tuple[list[Outcome], list[Outcome], list[Outcome]]:
    """Each find of the model's own in the papers: names by form and type, relations, and claims by number and kind."""
    mentions: list[Outcome] = []
    relations: list[Outcome] = []
    claims: list[Outcome] = []
    for paper in held:
        document = Document(paper.text, len(paper.title))
        find_artifacts(document)
        find_quantities(document)
        read(document, lexicon.load(), model)
        own = [mention for mention in document.mentions if mention.rule == RULE]
        surest = {(one.text, one.type): one for one in sorted(own, key=lambda one: one.confidence)}
        found = [(one.text, one.type.value, one.confidence) for one in surest.values()]
        mentions += _outcomes(paper.id, found, [(one["text"], one["type"]) for one in paper.gold["entities"]])
        said = [(one.type.value, normal_form(one.target), one.confidence) for one in document.relations]
        gold = [(one["type"], normal_form(one["target"])) for one in paper.gold["relations"]]
        relations += _outcomes(paper.id, said, gold)
        told = [(one.value, one.unit.casefold(), one.kind.value, one.confidence) for one in document.claims]
        gold_claims = [(one["value"], (one["unit"] or "").casefold(), one["kind"]) for one in paper.gold["claims"]]
        claims += _outcomes(paper.id, told, gold_claims)
    return mentions, relations, claims


def _outcomes(paper: str, found: Iterable[tuple[Any, ...]], gold: Iterable[tuple[Any, ...]]) -> list[Outcome]:
    """Whether each find, whose last part is its confidence, is among the annotated ones, each of which counts once."""
    left = Counter(gold)
    outcomes_: list[Outcome] = []
    for *key, confidence in found:
        right = left[tuple(key)] > 0
        left[tuple(key)] -= right
        outcomes_.append((paper, confidence, right))
    return outcomes_
