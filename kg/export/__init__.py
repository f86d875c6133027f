"""The graph handed on: as RDF (`rdf`), to NetworkX and as GraphML (`networkx`), as plain Parquet (`parquet`)."""
