from __future__ import annotations

import pytest
import torch

from copro_qa.models.onnx_reader import _pooled
from copro_qa.models.reader import Passage
from copro_qa.models.reader_input import NO_SENTENCE, ReaderInput, Window
from tests.models.test_reader_input import passage_of
from tests.models.tiny_reader import tiny_model, write_tokenizer
from training.batches import batches
from training.examples import Example
from training.model import pooled_sentences
from training.train import _share_of_rate, loss_of


def example(question: str, passage: Passage, evidence: str, keys: tuple[tuple[int, int], ...] | None = None) -> Example:
    """``evidence`` has a ``+`` for every sentence that answers and a ``-`` for every other."""
    return Example("made up", "given", question, passage, tuple(mark == "+" for mark in evidence), keys)


EXAMPLES = [
    example("how often?", passage_of("the plan is 2 .", "review it every year ."), "-+", keys=((26, 36),)),
    example("who must report?", passage_of("it is a plan ."), "-"),
    example("who must report?", passage_of("the carer must report .", "the council is not ."), "+-"),
]


@pytest.fixture(scope="module")
def reader_input(tmp_path_factory: pytest.TempPathFactory) -> ReaderInput:
    return ReaderInput(write_tokenizer(tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"), window_tokens=256)


def test_a_batch_holds_the_labels_of_every_sentence_and_window(reader_input: ReaderInput) -> None:
    (batch,) = batches(EXAMPLES, reader_input, size=3, seed=1)
    # Sorted by length inside the batch: the passage of one sentence comes first.
    assert batch.window_labels.tolist() == [0, 1, 1]
    assert batch.sentence_labels.tolist() == [0, 0, 1, 1, 0]
    assert batch.sentence_of_token.max() == 4
    assert (batch.attention_mask.sum(1) == torch.tensor([12, 16, 17])).all()


def test_short_answers_are_labelled_only_where_they_are_known(reader_input: ReaderInput) -> None:
    (batch,) = batches(EXAMPLES[:1], reader_input, size=1, seed=1)
    words = [reader_input._tokenizer.id_to_token(number) for number in batch.input_ids[0]]
    assert [word for word, label in zip(words, batch.key_labels[0], strict=True) if label == 1] == ["every", "year"]
    (unknown,) = batches(EXAMPLES[2:], reader_input, size=1, seed=1)
    assert (unknown.key_labels == -1).all()


def test_every_example_is_in_one_batch_and_the_order_is_the_same_for_a_seed(reader_input: ReaderInput) -> None:
    many = EXAMPLES * 5
    first, again = (list(batches(many, reader_input, size=2, seed=7)) for _ in range(2))
    assert sum(len(batch.window_labels) for batch in first) == 15
    assert all(torch.equal(one.input_ids, other.input_ids) for one, other in zip(first, again, strict=True))


def test_sentences_are_pooled_alike_in_training_and_in_use() -> None:
    tokens = torch.tensor([[[9.0, 0.0, 0.0], [1.0, 2.0, 0.0], [-1.0, -20.0, 0.0], [0.5, 1.0, 0.0], [9.0, 9.0, 9.0]]])
    sentences = torch.tensor([[NO_SENTENCE, 0, 0, 1, NO_SENTENCE]])
    trained = pooled_sentences(tokens, sentences, 2)
    window = Window([0] * 5, [0] * 5, sentences[0].tolist(), [(0, 0)] * 5)
    numbers, used = _pooled(tokens[0].numpy(), window)
    assert numbers.tolist() == [0, 1]
    assert trained.tolist() == pytest.approx(used.tolist(), abs=1e-6)
    assert trained.tolist() == pytest.approx([1.0, 0.5], abs=1e-3)


def test_a_few_steps_bring_the_loss_down(reader_input: ReaderInput) -> None:
    model = tiny_model().train()
    (batch,) = batches(EXAMPLES, reader_input, size=3, seed=1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    losses = []
    for _ in range(40):
        loss = loss_of(model, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]


def test_the_rate_rises_stays_and_falls() -> None:
    shares = [_share_of_rate(step, 1000, warm_up=100, decay_share=0.4) for step in range(1000)]
    assert shares[0] == pytest.approx(0.01)
    assert shares[100:600] == [1.0] * 500
    assert shares[800] == pytest.approx(0.5)
    assert 0 < shares[-1] < 0.01


def test_until_it_falls_the_rate_does_not_depend_on_how_long_training_lasts() -> None:
    short, long = ([_share_of_rate(step, steps, warm_up=50, decay_share=0.4) for step in range(600)] for steps in (1000, 3000))
    assert short == long


def test_products_in_half_precision_give_about_the_same_loss(reader_input: ReaderInput) -> None:
    model = tiny_model()
    (batch,) = batches(EXAMPLES, reader_input, size=3, seed=1)
    exact, half = (loss_of(model, batch, half=half) for half in (False, True))
    assert half.dtype == torch.float32
    assert half.item() == pytest.approx(exact.item(), abs=0.02)
    assert half.item() != exact.item()
