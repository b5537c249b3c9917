"""Measures behind `copro-qa eval`.

``questions`` reads labelled questions, ``runner.evaluate`` asks an assistant all of them, ``judging`` compares what comes back with the
labels by the rule in ``matching``, ``metrics`` and ``significance`` hold the formulas, ``measures`` says which are reported, ``thresholds``
and ``advice`` say what to change, ``comparison`` sets two runs side by side, and ``report``, ``record`` and ``plot`` show it.
"""
