"""How long each step of training takes, and how large what it makes is."""

from typing import NamedTuple


class Settings(NamedTuple):
    """The sizes of one run. Steps are of so many texts (`size`)."""

    pieces: int
    pretrain_steps: int
    pretrain_size: int
    pretrain_teacher_steps: int
    pretrain_teacher_size: int
    teachers: int
    teach_steps: int
    teach_size: int
    texts: int
    distil_steps: int
    distil_size: int
    repeats: int
    annotated: int | None = None
    corpus: int | None = None


FULL = Settings(
    pieces=18_000,
    pretrain_steps=2_000,
    pretrain_size=128,
    pretrain_teacher_steps=1_100,
    pretrain_teacher_size=48,
    teachers=3,
    teach_steps=2_300,
    teach_size=16,
    texts=15_000,
    distil_steps=3_350,
    distil_size=48,
    repeats=6,
)
"""The weights that ship were trained by the clock on one shared GPU; these are its step counts, but for the students'
pretraining, of which only the time is known (110 and 90 seconds): there the steps are an estimate."""

TINY = Settings(
    pieces=2_000,
    pretrain_steps=2,
    pretrain_size=4,
    pretrain_teacher_steps=2,
    pretrain_teacher_size=4,
    teachers=1,
    teach_steps=2,
    teach_size=4,
    texts=12,
    distil_steps=2,
    distil_size=4,
    repeats=1,
    annotated=40,
    corpus=60,
)
"""Enough to see that every step runs; what it trains is of no use."""

TEACHER_RATE, TEACHER_HEAD_RATE, TEACHER_PRETRAIN_RATE = 6e-5, 5e-4, 1e-4
STUDENT_RATE, STUDENT_HEAD_RATE, STUDENT_PRETRAIN_RATE = 3e-4, 1e-3, 5e-4
STUDENTS = {"full": (0, 1, 2, 3, 4, 5), "fast": (0, 2, 5)}
"""The models that are made, and which of MiniLM's layers each begins with."""
WITH_RESULTS = 0.75
"""Share of the teachers' texts that name a quantity with a unit: few do, and claims are learned from those."""
