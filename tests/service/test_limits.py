from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from copro_qa.service.body_limit import BodyLimit
from copro_qa.service.limits import RateLimiter, address_of
from copro_qa.service.problems import Problem
from copro_qa.service.state import Service
from copro_qa.service.workers import Workers


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_request_that_turns_out_to_cost_less_gives_nothing_back() -> None:
    limiter = RateLimiter(2, clock=Clock())
    service: Any = SimpleNamespace(limiter=limiter)
    request: Any = SimpleNamespace(scope={"client": ("192.0.2.1", 1)})
    address = address_of(request.scope)
    assert limiter.seconds_to_wait(address) == limiter.seconds_to_wait(address) == 0
    Service.count_more(service, request, -1)
    assert limiter.seconds_to_wait(address) > 0


def test_a_bucket_empties_and_fills_again_at_an_even_pace() -> None:
    clock = Clock()
    limiter = RateLimiter(3, clock=clock)
    assert [limiter.seconds_to_wait("a") for _ in range(4)] == [0, 0, 0, 20]
    clock.now = 19.9
    assert limiter.seconds_to_wait("a") > 0
    clock.now = 20.1
    assert limiter.seconds_to_wait("a") == 0
    assert limiter.seconds_to_wait("a") > 0


def test_what_costs_several_questions_counts_as_several_but_never_as_more_than_a_full_bucket() -> None:
    clock = Clock()
    limiter = RateLimiter(6, clock=clock)
    assert [limiter.seconds_to_wait("a", 4), limiter.seconds_to_wait("a", 4), limiter.seconds_to_wait("a", 2)] == [0, 20, 0]
    clock.now = 60
    assert limiter.seconds_to_wait("a", 100) == 0
    assert limiter.seconds_to_wait("a", 100) == 60


def test_a_request_that_costs_more_than_a_full_bucket_goes_through_when_it_is_sent_again_after_the_wait() -> None:
    clock = Clock()
    limiter = RateLimiter(6, clock=clock)

    def sent() -> float:
        return limiter.seconds_to_wait("a") or limiter.seconds_to_wait("a", 20, counted=1)

    assert sent() == 0
    clock.now = 30
    wait = sent()
    assert wait == 40
    clock.now += wait
    assert sent() == 0


def test_one_question_a_minute_is_enough_for_a_request_that_costs_many() -> None:
    limiter = RateLimiter(1, clock=Clock())
    assert [limiter.seconds_to_wait("a"), limiter.seconds_to_wait("a", 20, counted=1)] == [0, 0]


def test_one_address_does_not_use_up_what_another_may_ask() -> None:
    limiter = RateLimiter(1, clock=Clock())
    assert limiter.seconds_to_wait("a") == 0
    assert limiter.seconds_to_wait("b") == 0
    assert limiter.seconds_to_wait("a") == 60


def test_only_so_many_addresses_are_remembered() -> None:
    limiter = RateLimiter(1, clock=Clock())
    for number in range(10_050):
        limiter.seconds_to_wait(str(number))
    assert len(limiter._buckets) == 10_000
    assert "10049" in limiter._buckets


def test_the_addresses_of_one_ipv6_subscriber_count_as_one() -> None:
    def of(host: str) -> str:
        return address_of({"client": (host, 1)})

    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9") != of("2001:db8:1:3::1")
    assert of("192.0.2.1") != of("192.0.2.2")
    assert address_of({"client": None}) == ""


def test_what_is_no_address_is_not_remembered_word_for_word() -> None:
    assert address_of({"client": ("x" * 60_000, 1)}) == ""


def test_a_body_that_never_comes_is_not_waited_for() -> None:
    sent: list[Problem] = []

    async def answer(problem: Problem, *_: Any) -> None:
        sent.append(problem)

    async def never(*_: Any) -> Any:
        await asyncio.sleep(60)

    async def handle(*_: Any) -> None:
        raise AssertionError("the request must not be handled")

    asyncio.run(BodyLimit(handle, answer, seconds=0.01)({"type": "http"}, never, never))
    assert [problem.status for problem in sent] == [408]


def test_a_body_is_counted_and_not_believed() -> None:
    sent: list[Problem] = []

    async def answer(problem: Problem, *_: Any) -> None:
        sent.append(problem)

    async def endless() -> Any:
        return {"type": "http.request", "body": b"x" * 40, "more_body": True}

    async def handle(*_: Any) -> None:
        raise AssertionError("the request must not be handled")

    scope = {"type": "http", "headers": [(b"content-length", b"1")]}
    asyncio.run(BodyLimit(handle, answer, largest=100)(scope, endless, handle))
    assert [problem.status for problem in sent] == [413]


def test_what_is_left_of_a_body_that_is_too_large_is_let_in_so_that_the_answer_is_seen() -> None:
    left = 30
    order: list[object] = []

    async def answer(problem: Problem, *_: Any) -> None:
        order.append(problem.status)

    async def receive() -> Any:
        nonlocal left
        left -= 1
        order.append("received")
        return {"type": "http.request", "body": b"x" * 40, "more_body": left > 0}

    async def upload(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["more_body"]:
            pass

    async def handle(*_: Any) -> None:
        raise AssertionError("the request must not be handled")

    asyncio.run(BodyLimit(handle, answer, largest=100)({"type": "http", "headers": []}, receive, handle))
    assert order == ["received"] * 30 + [413]
    left = 30
    order.clear()
    scope = {"type": "http", "method": "POST", "path": "/documents"}
    with pytest.raises(Problem):
        asyncio.run(BodyLimit(upload, answer, uploads={("POST", "/documents"): 100})(scope, receive, handle))
    assert order == ["received"] * 30


def test_work_has_its_result_and_its_error_and_gives_its_place_back() -> None:
    def fail() -> None:
        raise KeyError("x")

    async def use(workers: Workers) -> None:
        for _ in range(5):
            assert await workers.run(lambda: 7) == 7
            with pytest.raises(KeyError):
                await workers.run(fail)

    workers = Workers(threads=1, waiting=0)
    asyncio.run(use(workers))
    workers.close()


def test_after_the_last_of_a_body_that_is_too_large_nothing_more_is_waited_for() -> None:
    order: list[object] = []

    async def answer(problem: Problem, *_: Any) -> None:
        order.append(problem.status)

    async def receive() -> Any:
        order.append("received")
        return {"type": "http.request", "body": b"x" * 140, "more_body": False}

    async def handle(*_: Any) -> None:
        raise AssertionError("the request must not be handled")

    asyncio.run(BodyLimit(handle, answer, largest=100)({"type": "http", "headers": []}, receive, handle))
    assert order == ["received", 413]
