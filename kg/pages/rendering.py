"""Pages out of templates: the environment, and how values are written for people."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg import __version__, names
from kg.pages.store import SLOTS, Row

RELATIONS = {
    "introduces": "Introduce it",
    "built_on": "Build on it",
    "integrates_with": "Integrate with it",
    "uses": "Use it",
    "applied_to": "Apply their work to it",
    "trained_on": "Train on it",
    "evaluated_on": "Evaluate on it",
    "runs_on": "Run on it",
    "compares_with": "Compare with it",
    "addresses": "Address it",
}
"""What papers do that stand in a relation to a thing, as its page says it."""


@cache
def environment() -> Environment:
    """The templates; everything that is put into them is escaped, and an unknown name is an error."""
    found = Environment(
        loader=PackageLoader("kg.pages"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.filters.update(href=href, ratio=ratio, figure=figure, words=words, number=number)
    found.globals.update(version=__version__, slots=SLOTS, relations=RELATIONS)
    return found


def render(template: str, **context: Any) -> str:
    """A page."""
    return environment().get_template(template).render(context)


def href(identifier: str) -> str:
    """Where the page of an id is.

    >>> href("software/pytorch")
    '/software/pytorch'
    """
    return names.iri(identifier, "/")


def ratio(value: float | None) -> str:
    """A factor as people read it; empty where there is none.

    >>> ratio(6.1299), ratio(1500.0), ratio(0.1434), ratio(None)
    ('6.13×', '1,500×', '0.143×', '')
    """
    if value is None:
        return ""
    if value >= 1e6:
        return f"{value:.2g}×".replace("e+0", "e").replace("e+", "e")
    return f"{value:,.2f}".rstrip("0").rstrip(".") + "×" if value >= 1 else f"{value:.3g}×"


def figure(claim: Row) -> str:
    """A claim's number as the paper means it: qualifier, value or range, unit.

    >>> figure({"qualifier": "up to", "value": 3.5, "value_max": None, "unit": "x"})
    'up to 3.5×'
    >>> figure({"qualifier": None, "value": 5.0, "value_max": 6.0, "unit": "ms"})
    '5–6 ms'
    """
    value = number(claim["value"])
    if claim["value_max"] is not None:
        value += f"–{number(claim['value_max'])}"
    unit = claim["unit"]
    joined = f"{value}×" if unit == "x" else f"{value} {unit}" if unit else value
    return f"{claim['qualifier']} {joined}" if claim["qualifier"] else joined


def number(value: float) -> str:
    """A number in at most six digits.

    >>> number(71.2), number(64664.0), number(1e-07)
    ('71.2', '64,664', '1e-07')
    """
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) < 1e9 else f"{value:.6g}"


def words(name: str) -> str:
    """The name of a column or a relation as words.

    >>> words("built_on")
    'built on'
    """
    return name.replace("_", " ")
