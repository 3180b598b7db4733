from bot.core.delivery.outage_detector import CHATS, SUCCESSES, Breaker, Circuit


def test_failures_of_several_chats_in_a_row_open_the_circuit_and_of_one_chat_never() -> None:
    breaker = Breaker()
    assert not any(breaker.record_failure("same") for _ in range(9))
    assert breaker.circuit is Circuit.CLOSED
    assert [breaker.record_failure(str(number)) for number in range(CHATS - 1)] == [False] * (CHATS - 2) + [True]
    assert breaker.circuit is Circuit.OPEN
    assert not breaker.record_failure("late")


def test_one_clear_answer_in_between_keeps_the_circuit_closed() -> None:
    breaker = Breaker()
    for number in range(20):
        assert not breaker.record_failure(str(number))
        assert not breaker.record_success()


def test_after_a_probe_several_answers_close_the_circuit_and_one_failure_opens_it() -> None:
    breaker = Breaker()
    breaker.open()
    assert not breaker.record_success()
    breaker.try_again()
    assert breaker.circuit is Circuit.TRYING
    assert breaker.record_failure("one")
    assert breaker.circuit is Circuit.OPEN
    breaker.try_again()
    assert [breaker.record_success() for _ in range(SUCCESSES)] == [False] * (SUCCESSES - 1) + [True]
    assert breaker.circuit is Circuit.CLOSED
