"""The command `kg`: a few lines a command over the library."""
