"""A Neo4j server of this machine, for whoever has none: brought by Maven, started on the loopback address, stopped.

::

    with running(home) as server:
        driver = GraphDatabase.driver(server.bolt_uri, auth=(server.user, server.password))
"""

from kg.export.neo4j.server.home import DATABASE, USER, Home
from kg.export.neo4j.server.process import Server, free_port, running

__all__ = ["DATABASE", "USER", "Home", "Server", "free_port", "running"]
