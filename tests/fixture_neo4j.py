"""A real Neo4j for the tests: one server for all of them, its database emptied before whoever asks for that.

Tests that use it run in one worker of pytest-xdist (`--dist loadgroup`), so that one JVM serves the whole run. Without
Java or Maven they are skipped, and say why.
"""

from collections.abc import Iterator

import pytest

from kg.errors import ServerError
from kg.export.neo4j.server import Home, Server, running

PASSWORD = "a password of the tests"


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on free ports; what its database holds is the business of whoever asked last."""
    try:
        home = Home(tmp_path_factory.mktemp("neo4j"))
    except ServerError as error:
        pytest.skip(str(error))
    with running(home, password=PASSWORD) as server:
        yield server


@pytest.fixture
def empty_neo4j(neo4j_server: Server) -> Server:
    """The same server with an empty database: no node, no constraint, no index."""
    wipe(neo4j_server)
    return neo4j_server


def wipe(server: Server) -> None:
    """Empty a server's database."""
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(server.bolt_uri, auth=(server.user, server.password)) as driver,
        driver.session(database=server.database) as session,
    ):
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        for name in session.run("SHOW CONSTRAINTS YIELD name").value():
            session.run(f"DROP CONSTRAINT `{name}`").consume()
        for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value():
            session.run(f"DROP INDEX `{name}`").consume()


def group(items: list[pytest.Item]) -> None:
    """Send every test that needs the server to one worker."""
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("neo4j"))
