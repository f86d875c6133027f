"""A server that is brought, started, asked and stopped; and what a person reads where that fails."""

from neo4j import GraphDatabase

from kg.export.neo4j.server import Server


def test_a_server_answers_on_the_loopback_address(empty_neo4j: Server) -> None:
    server = empty_neo4j
    assert server.bolt_uri.startswith("bolt://127.0.0.1:")
    with GraphDatabase.driver(server.bolt_uri, auth=(server.user, server.password)) as driver:
        assert driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"] == 0
