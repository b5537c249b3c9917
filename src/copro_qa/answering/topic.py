"""Whether a question goes on with what was asked before it, told by nearness in meaning.

Many a follow-up has no word that points back ("What does the form cost?"), and searching with all that was asked finds its document far
oftener; but a question about something else is ruined by that. Three figures tell them apart: how much nearer the documents come when all
is searched for together, how near the question is to what was asked before, and how much further off the documents are than for the earlier
questions alone: a question about something else leads away from them, most of all where it has words that no document has.
"""

from __future__ import annotations

from collections.abc import Sequence

from copro_qa.answering.term_weights import TermWeights
from copro_qa.models.embedder import Embedder
from copro_qa.store.generation import Generation

__all__ = ["Topic"]

_GOES_ON = 0.46
"""From this sum of cosines a question goes on. docs/quality.md says what other lines and weights gave, and on which questions."""
_LEADS_AWAY = 0.5
_LEADS_AWAY_WITH_NEW_WORDS = 3.0
"""Weights of how much further off the documents are than for the earlier questions alone."""
_LONGEST = 800
"""Characters of all turns together: an embedding model reads no more than some 250 words."""


class Topic:
    """What a conversation over one generation is about."""

    def __init__(self, generation: Generation, embedder: Embedder) -> None:
        self._generation = generation
        self._embedder = embedder
        self._weights = TermWeights.of(generation.lexical)

    def all_turns(self, question: str, earlier: Sequence[str], completed: str | None = None) -> str | None:
        """The earlier questions, oldest first, and this one as one text; None where it is about something else, or there are none.

        ``completed`` is the question as far as its own words tell what it leans on. Of a long conversation only the last turns count.
        """
        turns = _last_turns(question, earlier)
        if not turns or not len(self._generation):
            return None
        before = " ".join(turns)
        joined = f"{before} {question}"
        alone, together, past = self._embedder.embed([completed or question, joined, before])
        nearest = [float(self._generation.vectors.search(vector, 1, None).scores[0]) for vector in (alone, together, past)]
        gain, further = nearest[1] - nearest[0], max(0.0, nearest[2] - nearest[1])
        weight = _LEADS_AWAY_WITH_NEW_WORDS if self._weights.unknown(question) else _LEADS_AWAY
        return joined if gain + float(alone @ past) - weight * further >= _GOES_ON else None


def _last_turns(question: str, earlier: Sequence[str]) -> list[str]:
    turns: list[str] = []
    left = _LONGEST - len(question)
    for turn in reversed([turn for turn in earlier if turn.strip()]):
        left -= len(turn) + 1
        if left < 0:
            break
        turns.insert(0, turn)
    return turns
