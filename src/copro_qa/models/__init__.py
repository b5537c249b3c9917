"""Loads models: what turns text into vectors, and what reads a passage. The only place for torch and onnxruntime."""
