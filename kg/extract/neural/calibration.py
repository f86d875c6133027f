"""How often a probability of the model is right: a curve a head, fitted on abstracts that it was not trained on."""

import math

import msgspec

_EDGE = 1e-4


def log_odds(probability: float) -> float:
    """The log-odds of a probability; what is nearer to 0 or 1 than a ten-thousandth counts as that near."""
    bounded = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(bounded / (1 - bounded))


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """A probability's log-odds, stretched and shifted (Platt): ``1 / (1 + exp(-(slope * log-odds + shift)))``."""

    slope: float
    shift: float

    def __call__(self, probability: float) -> float:
        """The share of finds that are right where the model says `probability`, to four places."""
        return round(1 / (1 + math.exp(-(self.slope * log_odds(probability) + self.shift))), 4)


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """The curves of a model: for names, relations and claims."""

    mentions: Curve
    relations: Curve
    claims: Curve
