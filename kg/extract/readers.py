"""What can read a paper: a trained model that the rules check, or the rules alone."""

from typing import Literal, get_args

ReaderName = Literal["full", "fast", "rules"]
READERS: tuple[ReaderName, ...] = get_args(ReaderName)
"""The model of six layers, that of three, and the rules alone: each reads faster than the one before, and less well."""
DEFAULT: ReaderName = "full"
"""Who reads where nobody else is asked for."""
