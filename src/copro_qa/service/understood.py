"""What was looked for, in words, where that is not the question as it was asked."""

from __future__ import annotations

from copro_qa.texts import texts

__all__ = ["looked_for"]


def looked_for(question: str, interpreted_as: str | None) -> str:
    """A sentence; empty where the question was looked for as it stands.

    Where a question goes on with those before it, all of them are looked for together: that is said, and which are the earlier ones.
    """
    if not interpreted_as:
        return ""
    earlier = interpreted_as.removesuffix(f" {question}")
    if earlier == interpreted_as:
        return texts()("answer.looked_for", question=interpreted_as)
    return texts()("answer.looked_for_together", question=question, earlier=earlier)
