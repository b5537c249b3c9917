"""Measures behind `copro-qa eval`."""
