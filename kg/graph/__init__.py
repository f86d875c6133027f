"""What an analyst holds: a graph's tables, its things, papers and claims, its questions and its evidence."""

from kg.graph.entity import Entity
from kg.graph.evidence import Evidence
from kg.graph.graph import Graph, open
from kg.graph.leaderboard import Leaderboard
from kg.graph.paper import Paper
from kg.graph.table import Table

__all__ = ["Entity", "Evidence", "Graph", "Leaderboard", "Paper", "Table", "open"]
