"""Claims: which numbers of a text report results of the paper's work, of what kind, about what, against what.

::

    reading     a sentence with names and numbers folded into items
    cues        what stands round a number          weights     how much each cue counts, in readable tables
    measures    what a word says is measured        sentences   those that hold numbers
    result      result or not                       kind        of which kind, in which phase
    change      faster, less, more, for `units`     evidence    the clause that says it
    candidates  the things a paper names            place       where the number stands
    slots       which thing fills which slot        baseline    baselines without a name
    phrases     noun phrases                        metric      what is measured
    assembly    the claim put together
"""

from kg.extract.claims.assembly import Metric, Slots, assemble
from kg.extract.claims.candidates import Things
from kg.extract.claims.cues import paper_cues
from kg.extract.claims.evidence import Clauses
from kg.extract.claims.kind import find_kind, find_phase
from kg.extract.claims.metric import find_metric, metric_cues, metric_text
from kg.extract.claims.place import Place
from kg.extract.claims.result import Result, find_result
from kg.extract.claims.sentences import readings
from kg.extract.claims.slots import Filler
from kg.extract.document import Document
from kg.model import Claim, Quantity


class _Paper:
    """What the text as a whole gives to each of its claims."""

    def __init__(self, document: Document) -> None:
        self.things = Things(document)
        self.cues = paper_cues(document)


def find_claims(document: Document) -> None:
    """Add a claim for every quantity of `document` that reports a result of the paper's own work."""
    paper: _Paper | None = None
    for number, where, reading in readings(document):
        clauses: Clauses | None = None
        for position, ref in enumerate(reading.refs):
            if not isinstance(ref, Quantity):
                continue
            result = find_result(reading, position, where)
            if result is None:
                continue
            paper = paper or _Paper(document)
            clauses = clauses or Clauses(reading)
            document.claims.append(_claim(Place(reading, position, number), result, paper, clauses))


def _claim(place: Place, result: Result, paper: _Paper, clauses: Clauses) -> Claim:
    """The claim that the number at `place` makes."""
    reading = place.reading
    phrase = find_metric(place)
    kind, sure = find_kind([*result.cues, *metric_cues(place, phrase)])
    metric = None
    if phrase:
        metric = Metric(metric_text(place, phrase), reading.starts[phrase.first], reading.ends[phrase.last])
    filler = Filler(place, kind, paper.things.near(place.sentence))
    subject = filler.fill("subject")
    return assemble(
        place,
        clauses,
        kind=kind,
        metric=metric,
        slots=Slots(
            subject=subject,
            baseline=filler.fill("baseline", subject),
            model=filler.fill("model", subject),
            dataset=filler.fill("dataset"),
            hardware=filler.fill("hardware"),
            task=filler.fill("task"),
        ),
        phase=find_phase(place, kind, paper.cues),
        confidence=round(result.chance * sure, 4),
        rule=f"claim:{result.strongest}",
    )
