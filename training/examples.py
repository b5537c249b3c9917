"""Rows made into examples: a question, a window of whole sentences with its context, and which of the sentences answer.

About half of all examples hold no answer. There are seven kinds of those: passages that their source says do not answer, passages whose
answering sentences were taken out, passages of the same source that a search takes for answers, other passages of the same document where
these are known not to answer, passages whose question was changed, passages from elsewhere that the search takes for answers (our
invented policy passages for a question about the world, and the other way round, as when somebody asks about what the documents do not
deal with), and a few passages picked at random. The search is the product's own, or BM25 alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from copro_qa.models.reader import Passage
from training.mining import Miner, answer_texts, evidence_of, holds
from training.own_search import PassageVectors
from training.sentence_split import split_sentences
from training.sources import ALL_SOURCES, INVENTED_SOURCES, WRITTEN_SOURCES, Row, SourcePlan, is_kept_apart, read_rows

__all__ = ["Example", "apart_examples", "training_examples"]

_WORD = re.compile(r"[^\W_]{3,}")
_MOST_WORDS = 180
_ANSWER_TAKEN_OUT = 0.25
_ANSWER_MINED = 0.3
_QUESTION_CHANGED = 0.3
_FROM_ELSEWHERE = 0.15
_ANSWER_AT_RANDOM = 0.03
"""Shares of the positives of which a negative of this kind is made. With the sources' own negatives they make up half of all."""
_WORDS = ((8, 40), (40, 110), (110, 185))
_SHARES = (0.25, 0.4, 0.35)
"""Lengths of windows, and how often each is drawn. The shortest are mostly one sentence, as the best one is read by itself."""
_LEAD_IN = 0.25
_WITHOUT_TITLE = 0.2
_WITHOUT_QUESTION_MARK = 0.15


class Example(NamedTuple):
    """One input of the reader and what it should say.

    ``evidence`` has one entry per sentence of ``passage``. ``keys`` are the ranges of the short answer; None when it is not known.
    """

    source: str
    kind: str
    question: str
    passage: Passage
    evidence: tuple[bool, ...]
    keys: tuple[tuple[int, int], ...] | None


def training_examples(
    *,
    traindata: Path,
    evaldata: Path,
    seed: int,
    open_share: float = 1.0,
    shares: Mapping[str, float] | None = None,
    vectors: PassageVectors | None = None,
) -> list[Example]:
    """All examples, in random order, the same for the same seed and data.

    ``open_share``: how much is used of the open sources' rows, beside what we wrote ourselves. ``shares``: the same for single sources.
    ``vectors``: the passages' vectors, for the product's own search; where they are not given, passages are ranked by BM25 alone.
    """
    shares = shares or {}
    examples: list[Example] = []
    used = dict[str, _Used]()
    for name, plan in ALL_SOURCES.items():
        rows = [row for row in read_rows(name, traindata=traindata, evaldata=evaldata) if not is_kept_apart(row)]
        share = shares.get(name, 1.0 if name in WRITTEN_SOURCES else open_share)
        if rows:
            # Vectors take long to make, so that not all passages of the largest sources are searched: those of the rows that are used are.
            used[name] = _Used.of(rows, plan, share, random.Random(f"{seed}:{name}"), all_searched=vectors is None)  # noqa: S311  # a sample, not a secret
    elsewhere = _elsewhere({name: drawn.searched for name, drawn in used.items()}, vectors)
    for name, drawn in used.items():
        plan, chance, miner = ALL_SOURCES[name], drawn.chance, Miner(drawn.searched, vectors)
        for _ in range(plan.repeats):
            for row in drawn.positives:
                examples += _examples_of_positive(row, miner, chance, plan)
                if chance.random() < _FROM_ELSEWHERE:
                    mined = elsewhere[name in INVENTED_SOURCES].mined(row, chance)
                    examples += _kept([_negative(mined, "elsewhere", row.question, chance) if mined else None])
            for row in drawn.negatives:
                examples += _kept([_negative(row, "given", row.question, chance)])
                examples += _kept(_negative(other, "sibling", row.question, chance) for other in miner.siblings(row, plan.siblings // 2))
    random.Random(seed).shuffle(examples)  # noqa: S311
    return examples


class _Used(NamedTuple):
    """What is used of a source's rows, drawn by ``chance``, and the rows whose passages are searched for what does not answer."""

    positives: Sequence[Row]
    negatives: Sequence[Row]
    searched: Sequence[Row]
    chance: random.Random

    @classmethod
    def of(cls, rows: list[Row], plan: SourcePlan, share: float, chance: random.Random, *, all_searched: bool) -> _Used:
        chance.shuffle(rows)
        positives = _first([row for row in rows if row.spans], plan.positives, share)
        negatives = _first([row for row in rows if not row.spans], plan.negatives, share)
        return cls(positives, negatives, rows if all_searched else [*positives, *negatives], chance)


def _elsewhere(searched: Mapping[str, Sequence[Row]], vectors: PassageVectors | None) -> dict[bool, Miner]:
    """Whether a question is about something invented, and what finds passages of the other sort: they cannot answer it."""
    return {
        invented: Miner([row for name, rows in searched.items() if (name in INVENTED_SOURCES) != invented for row in rows], vectors)
        for invented in (False, True)
    }


def _first(rows: Sequence[Row], most: int, share: float) -> Sequence[Row]:
    """A share of as many rows as are used at most."""
    return rows[: round(share * min(most, len(rows)))]


def apart_examples(*, traindata: Path, evaldata: Path, seed: int, most_per_source: int) -> list[Example]:
    """Examples of documents that are kept out of training: whole windows with and without answer, made in the same way."""
    examples: list[Example] = []
    for name in ALL_SOURCES:
        chance = random.Random(f"{seed}:{name}:apart")  # noqa: S311
        rows = [row for row in read_rows(name, traindata=traindata, evaldata=evaldata) if is_kept_apart(row)]
        chance.shuffle(rows)
        for row in rows[:most_per_source]:
            example = _positive(row, chance) if row.spans else _negative(row, "given", row.question, chance)
            examples += _kept([example, _without_answer(row, chance) if row.spans else None])
    return examples


def _kept(examples: Iterable[Example | None]) -> Iterator[Example]:
    return (example for example in examples if example is not None)


def _examples_of_positive(row: Row, miner: Miner, chance: random.Random, plan: SourcePlan) -> Iterator[Example]:
    derived = plan.derived
    yield from _kept([_positive(row, chance)])
    yield from _kept(_negative(other, "sibling", row.question, chance) for other in miner.siblings(row, plan.siblings))
    if chance.random() < derived * _ANSWER_TAKEN_OUT:
        yield from _kept([_without_answer(row, chance)])
    if chance.random() < derived * _ANSWER_MINED:
        mined = miner.mined(row, chance)
        if mined is not None:
            yield from _kept([_negative(mined, "mined", row.question, chance)])
    if chance.random() < derived * _QUESTION_CHANGED:
        changed = miner.changed(row, chance)
        if changed is not None:
            yield from _kept([_negative(row, "changed", changed, chance)])
    if chance.random() < derived * _ANSWER_AT_RANDOM:
        yield from _kept([_negative(miner.at_random(row, chance), "random", row.question, chance)])


def _positive(row: Row, chance: random.Random) -> Example | None:
    sentences = split_sentences(row.text)
    evidence = evidence_of(row, sentences)
    if not any(evidence):
        return None
    anchor = chance.choice([position for position, answers in enumerate(evidence) if answers])
    chosen = _window(row.text, sentences, anchor, chance)
    return _example(row, "positive", row.question, [(sentences[position], evidence[position]) for position in chosen], chance)


def _without_answer(row: Row, chance: random.Random) -> Example | None:
    """The passage with its answering sentences taken out. None when what is left still holds a short answer, or nothing is left."""
    sentences = split_sentences(row.text)
    evidence = evidence_of(row, sentences)
    left = [sentence for sentence, answers in zip(sentences, evidence, strict=True) if not answers]
    if not any(evidence) or not left:
        return None
    if row.is_short and holds(" ".join(row.text[start:end] for start, end in left), answer_texts(row)):
        return None
    anchor = min(evidence.index(True), len(left) - 1)
    chosen = _window(row.text, left, anchor, chance)
    return _example(row, "taken out", row.question, [(left[position], False) for position in chosen], chance)


def _negative(row: Row, kind: str, question: str, chance: random.Random) -> Example | None:
    """A window that does not answer, around the sentence most like the question more often than not."""
    sentences = split_sentences(row.text)
    if not sentences:
        return None
    asked = set(_WORD.findall(question.lower()))
    alike = [len(asked & set(_WORD.findall(row.text[start:end].lower()))) for start, end in sentences]
    anchor = alike.index(max(alike)) if chance.random() < 0.8 else chance.randrange(len(sentences))  # noqa: PLR2004
    chosen = _window(row.text, sentences, anchor, chance)
    return _example(row, kind, question, [(sentences[position], False) for position in chosen], chance)


def _window(text: str, sentences: Sequence[tuple[int, int]], anchor: int, chance: random.Random) -> list[int]:
    """Positions of sentences around ``anchor`` that together have about as many words as drawn.

    Of the passages that a search over policy documents finds, a quarter have at most 40 words and a third more than 110.
    """
    fewest, most = chance.choices(_WORDS, _SHARES)[0]
    wanted = chance.randint(fewest, most)
    words = [len(text[start:end].split()) for start, end in sentences]
    first = last = anchor
    total = words[anchor]
    while True:
        before = first > 0 and total + words[first - 1] <= wanted
        after = last + 1 < len(sentences) and total + words[last + 1] <= wanted
        if not before and not after:
            return list(range(first, last + 1))
        if before and (not after or chance.random() < 0.5):  # noqa: PLR2004
            first -= 1
            total += words[first]
        else:
            last += 1
            total += words[last]


def _example(row: Row, kind: str, question: str, chosen: Sequence[tuple[tuple[int, int], bool]], chance: random.Random) -> Example | None:
    """Puts the chosen sentences together as a passage of their own, with a new offset for each."""
    text, sentences, keys = "", [], []
    for (start, end), answers in chosen:
        separator = " " if text else ""
        shift = len(text) + len(separator) - start
        sentences.append((start + shift, end + shift))
        if answers:
            keys += [(max(left, start) + shift, min(right, end) + shift) for left, right in row.spans if left < end and right > start]
        text += separator + row.text[start:end]
    if not text or len(text.split()) > 2 * _MOST_WORDS:
        return None
    evidence = tuple(answers for _, answers in chosen)
    if chance.random() < _WITHOUT_QUESTION_MARK:
        question = question.rstrip("?")
    passage = Passage(text, tuple(sentences), _context(row, chosen, chance))
    known = tuple(keys) if row.is_short or not any(evidence) else None
    return Example(row.source, kind, question, passage, evidence, known)


def _context(row: Row, chosen: Sequence[tuple[tuple[int, int], bool]], chance: random.Random) -> str:
    """The title where there is one; now and then the sentence before the window, as a lead-in would stand there. Often nothing."""
    title = "" if chance.random() < _WITHOUT_TITLE else row.title
    lead_in = ""
    if chance.random() < _LEAD_IN:
        all_sentences = split_sentences(row.text)
        position = all_sentences.index(chosen[0][0])
        if position > 0 and not evidence_of(row, all_sentences[position - 1 : position])[0]:
            start, end = all_sentences[position - 1]
            lead_in = row.text[start:end]
    return "\n".join(part for part in (title, lead_in) if part)
