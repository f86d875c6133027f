"""Questions to a graph: the catalogue of canned ones, and the engines that answer."""
