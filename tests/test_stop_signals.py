import signal
import threading

from copro_qa.stop_signals import stop_signals, stop_signals_handled_by


def test_within_the_block_a_signal_to_stop_goes_to_the_handler_and_afterwards_to_the_one_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    told: list[int] = []
    with stop_signals_handled_by(lambda number, _: told.append(number)):
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)
    assert told == [signal.SIGTERM, signal.SIGINT]
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_signal_that_is_to_be_ignored_is_none_that_is_obeyed_and_still_is_ignored_within_the_block() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    told: list[int] = []
    try:
        assert signal.SIGTERM not in stop_signals()
        assert signal.SIGINT in stop_signals()
        with stop_signals_handled_by(lambda number, _: told.append(number)):
            signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
    assert told == []


def test_another_thread_leaves_the_signals_alone() -> None:
    found: list[object] = []

    def look() -> None:
        with stop_signals_handled_by(lambda *_: None):
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGTERM)]
