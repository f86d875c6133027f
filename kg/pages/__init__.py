"""The graph for a browser and for SPARQL clients: `kg serve`.

One application (`app.create_app`) answers three kinds of request: SPARQL 1.1 queries at ``/sparql`` (`protocol`),
pages for people, and the graph's own IRIs, under the path that is their id, as a page or as RDF. Pages read the tables
through DuckDB (`store`) and come at once; queries that somebody wrote run in processes of their own that can be killed
(`workers`), so that none of them holds up the server.
"""
