"""The graph as a property graph, for Neo4j."""
