"""Generations on disk: documents, chunks, vectors, words."""
