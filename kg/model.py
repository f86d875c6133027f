"""The records that flow through Speedgraph, and the vocabulary they use.

sources give `Paper`; extract gives `Extraction`, which holds `Mention`, `Relation`, `Claim` and `Artifact`. All are
plain `msgspec` structs: quick to make, to pickle between processes and to write as JSON. Offsets are Python string
offsets (code points) into ``Paper.text`` as received, end exclusive.
"""

from enum import StrEnum
from typing import Annotated, Literal

import msgspec


class EntityType(StrEnum):
    """The fine type of an entity; `eval/GUIDELINES` of the annotated abstracts defines each."""

    FRAMEWORK = "Framework"
    LIBRARY = "Library"
    MODEL = "Model"
    METHOD = "Method"
    DATASET = "Dataset"
    HARDWARE = "Hardware"
    TASK = "Task"


class RelationType(StrEnum):
    """What a paper says of a thing, always of the paper's own work."""

    INTRODUCES = "introduces"
    BUILT_ON = "built_on"
    INTEGRATES_WITH = "integrates_with"
    USES = "uses"
    APPLIED_TO = "applied_to"
    TRAINED_ON = "trained_on"
    EVALUATED_ON = "evaluated_on"
    RUNS_ON = "runs_on"
    COMPARES_WITH = "compares_with"
    ADDRESSES = "addresses"


class ClaimKind(StrEnum):
    """What a quantified result measures."""

    SPEEDUP = "speedup"
    TIME = "time"
    THROUGHPUT = "throughput"
    MEMORY = "memory"
    ENERGY = "energy"
    COST = "cost"
    QUALITY = "quality"
    SIZE = "size"
    SCALE = "scale"
    EFFICIENCY = "efficiency"


class ArtifactKind(StrEnum):
    """What a URL in an abstract leads to."""

    CODE = "code"
    DATA = "data"
    MODEL = "model"
    DEMO = "demo"
    DOCS = "docs"
    PROJECT = "project"
    VIDEO = "video"


Qualifier = Literal["up to", "over", "about", "at least", "average", "median"]
Phase = Literal["training", "inference"]
Direction = Literal["better", "worse"]
Offset = Annotated[int, msgspec.Meta(ge=0)]
Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper as a source gave it.

    `id` is the input's own identifier where it has one, else `key`. `key` says which papers are the same one:
    ``arxiv-2503.13903``, ``doi-10.1145_3366423``, else ``title-`` and a hash of the normalised title
    (`names.paper_key`).
    `origin` is where the record stands (``page.txt:17``), for messages.
    """

    id: str
    key: str
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    date: str | None = None  # ISO 8601: 2025, 2025-03 or 2025-03-18
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    origin: str = ""

    @property
    def text(self) -> str:
        """Title and abstract as extraction reads them; every offset counts from its start."""
        return f"{self.title}\n{self.abstract}"

    @property
    def year(self) -> int | None:
        """The year of `date`; else that of a new-style arXiv id (`2503.13903` is of 2025)."""
        if self.date:
            return int(self.date[:4])
        if self.arxiv and self.arxiv[:4].isdigit() and self.arxiv[4:5] == ".":
            return 2000 + int(self.arxiv[:2])
        return None


class InputSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one input: papers kept, records skipped as bad, records that repeat an earlier paper."""

    name: str
    format: str
    read: int
    skipped: int
    duplicate: int


class Mention(msgspec.Struct, kw_only=True):
    """A name in the text. `entity` is the provisional id (coarse kind and slug); `link` settles it."""

    text: str
    type: EntityType
    canonical: str
    entity: str
    start: Offset
    end: Offset
    confidence: Confidence
    rule: str


class Quantity(msgspec.Struct, kw_only=True):
    """A number with its unit as the text writes it, before anyone asks whether it reports a result.

    `start`/`end` cover number and unit without the qualifier. `base` is the first number of "from 533 to 2364".
    `group` is the same for quantities that stand in one coordination ("1.9x and 2.0x"), else None; it tells nothing
    across texts.
    `form` names the grammar rule that read it.
    """

    start: Offset
    end: Offset
    value: float
    value_max: float | None = None
    unit: str = ""
    qualifier: Qualifier | None = None
    base: float | None = None
    group: int | None = None
    form: str = ""


class Relation(msgspec.Struct, kw_only=True):
    """What the paper says of `target`, a canonical name (`entity` is its id); `evidence` is the clause that says so."""

    type: RelationType
    target: str
    entity: str
    evidence: str
    start: Offset
    end: Offset
    confidence: Confidence
    rule: str


class Claim(msgspec.Struct, kw_only=True):
    """A quantified result. Slots hold canonical names; `baseline` may be a phrase of the text ("previous work").

    `start`/`end` cover `evidence`; `value_start`/`value_end` the number and its unit. `ratio` is the comparison as a
    factor, better above 1 (`units.ratio`), None where nothing can be compared.
    """

    kind: ClaimKind
    value: float
    value_max: float | None = None
    unit: str
    qualifier: Qualifier | None = None
    metric: str | None = None
    subject: str | None = None
    baseline: str | None = None
    model: str | None = None
    dataset: str | None = None
    hardware: str | None = None
    task: str | None = None
    phase: Phase | None = None
    ratio: float | None = None
    direction: Direction | None = None
    evidence: str
    start: Offset
    end: Offset
    value_start: Offset
    value_end: Offset
    confidence: Confidence
    rule: str


class Artifact(msgspec.Struct, kw_only=True):
    """A URL that gives code, data, a model, a demo, documentation or a project page, as written in the text."""

    kind: ArtifactKind
    url: str
    start: Offset
    end: Offset


class Extraction(msgspec.Struct, kw_only=True):
    """All that was found in one paper; what `kg extract` writes, one JSON object a line."""

    id: str
    title: str
    entities: list[Mention]
    relations: list[Relation]
    claims: list[Claim]
    artifacts: list[Artifact]
    license: str | None = None
