"""One person cannot keep the bot busy for everybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands import command_rate
from bot.core.commands.command_rate import Budget, Verdict
from bot.core.commands.request import Command, Request
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Reply
from storage import Database
from tests.talk import NOW, Talk, ids, load_2016

SECOND = timedelta(seconds=1)


async def nothing(*_: object) -> Reply:
    return Reply()


STATS = Command("stats", nothing, reads=True)
PLEDGE = Command("pledge", nothing)
ASKED = Request(Address("telegram", "-1"), ChatKind.GROUP, "pledge", NOW, person="7")


def verdicts(known: Budget, request: Request, count: int, command: Command = PLEDGE) -> list[Verdict]:
    return [known.spend(request, command, ()) for _ in range(count)]


def test_a_person_has_six_commands_a_minute_in_a_group_then_is_asked_to_wait_once() -> None:
    known = Budget()
    assert verdicts(known, ASKED, 9) == [Verdict.ANSWER] * 6 + [Verdict.ASK_TO_WAIT] + [Verdict.SILENCE] * 2
    later = replace(ASKED, now=NOW + timedelta(minutes=1))
    assert verdicts(known, later, 7)[-2:] == [Verdict.ANSWER, Verdict.ASK_TO_WAIT]


def test_another_person_and_another_group_have_their_own_budget() -> None:
    known = Budget()
    verdicts(known, ASKED, 9)
    assert verdicts(known, replace(ASKED, person="8"), 1) == [Verdict.ANSWER]
    assert verdicts(known, replace(ASKED, address=Address("telegram", "-2")), 1) == [Verdict.ANSWER]


def test_anonymous_administrators_of_a_group_share_one_budget() -> None:
    known = Budget()
    assert verdicts(known, replace(ASKED, person=""), 7)[-1] is Verdict.ASK_TO_WAIT


@pytest.mark.parametrize("request_", [
    replace(ASKED, kind=ChatKind.PRIVATE, address=Address("telegram", "7")), replace(ASKED, hidden=True),
])  # fmt: skip
def test_in_private_and_where_nobody_else_sees_it_a_person_has_sixty(request_: Request) -> None:
    assert verdicts(Budget(), request_, 61)[-2:] == [Verdict.ANSWER, Verdict.ASK_TO_WAIT]


def test_nothing_is_counted_in_the_console() -> None:
    assert set(verdicts(Budget(), replace(ASKED, address=Address("console", "room")), 200, STATS)) == {Verdict.ANSWER}


def test_the_same_question_in_a_chat_is_answered_once_in_ten_seconds() -> None:
    known = Budget()
    assert verdicts(known, ASKED, 2, STATS) == [Verdict.ANSWER, Verdict.SILENCE]
    assert known.spend(replace(ASKED, person="8"), STATS, ()) is Verdict.SILENCE
    assert known.spend(ASKED, STATS, ("inwi",)) is Verdict.ANSWER
    assert known.spend(replace(ASKED, now=NOW + 9 * SECOND), STATS, ()) is Verdict.SILENCE
    assert known.spend(replace(ASKED, now=NOW + 10 * SECOND), STATS, ()) is Verdict.ANSWER


def test_an_answer_that_depends_on_who_asks_is_not_taken_for_anothers() -> None:
    known = Budget()
    settings = replace(STATS, admin=True)
    assert verdicts(known, ASKED, 1, settings) == [Verdict.ANSWER]
    assert known.spend(replace(ASKED, person="8"), settings, ()) is Verdict.ANSWER


def test_who_waits_for_an_answer_of_their_own_gets_it() -> None:
    assert verdicts(Budget(), replace(ASKED, ticket="x"), 2, STATS) == [Verdict.ANSWER] * 2


def test_memory_stays_small_however_many_people_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_rate, "REMEMBERED", 10)
    known = Budget()
    for person in range(100):
        known.spend(replace(ASKED, person=str(person)), STATS, (str(person),))
    assert (len(known._people), len(known._questions)) == (10, 10)


async def test_a_flood_of_questions_gets_six_answers_a_word_and_then_silence(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    talk = Talk(sqlite_store)
    talk.services = replace(talk.services, budget=Budget())
    said = [await talk.ask("/events", update=f"a{number}", now=NOW + 11 * number * SECOND) for number in range(2)]
    assert all(said)
    said = [await talk.ask(f"/stats {number}", update=str(number)) for number in range(100)]
    answers = [ids(one.reply)[0] for one in said if one is not None]
    assert answers == ["unknown-target"] * (len(answers) - 1) + ["a-moment"]
    assert len(answers) <= 7
    assert await talk.ask("/stats", update="0") is None
