"""From what papers say to one graph: names become entities, entities get their place, papers' facts become edges.

`parts` is the form in which extraction hands over its finds, `linking.link` the way in. DuckDB joins and sorts over the
parts; Python sees each distinct name once (`entities`, `hierarchy`), never each mention.
"""

from kg.link.linking import link

__all__ = ["link"]
