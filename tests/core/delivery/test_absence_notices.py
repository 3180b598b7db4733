from dataclasses import replace
from datetime import timedelta

from bot.core.delivery.absence_notices import notify_of_absences
from bot.core.delivery.vital_signs import BOT, DATABASE, Absence
from bot.core.model.announcements import Delivery, State
from bot.core.model.reply import Moment
from bot.core.model.roles import Role
from bot.core.ports.delivery import Change
from tests.talk import Talk, ids


async def test_organizers_hear_once_from_when_to_when_something_was_away(talk: Talk) -> None:
    await talk.give(Role.ORGANIZER, "7")
    gone = [Absence("telegram", 100.0, 1000.0), Absence(DATABASE, 500.0, 1010.0)]
    # Two platforms of one process, each with a lease of its own, tell of one and the same.
    gone += [Absence(BOT, 100.0, 1020.0), Absence(BOT, 101.0, 1020.0)]
    async with talk.store.writing() as tx:
        assert await notify_of_absences(tx, gone, 1020.0, talk.now) == 3
    # Another process, whose clock reads otherwise, saw the same a little later, or for a part of that time.
    later = talk.now + timedelta(seconds=5)
    async with talk.store.writing() as tx:
        assert await notify_of_absences(tx, [Absence("telegram", 9.0, 900.0)], 930.0, later) == 0
        assert await notify_of_absences(tx, [Absence("telegram", 0.0, 400.0)], 400.0, later + timedelta(hours=1)) == 1
    told: list[Delivery] = []
    async with talk.store.writing() as tx:
        while claimed := await tx.ledger.claim(["telegram"], "one", later + timedelta(hours=2), 60, 100):
            told += claimed
            sent = [Change(one.id, one.attempt, State.SENDING) for one in claimed]
            await tx.ledger.record(sent, later)
            await tx.ledger.record([replace(one, state=State.SENT) for one in sent], later)
    assert [(one.address.chat, *ids(one.content)) for one in told] == [
        ("7", "away-platform"), ("7", "away-database"), ("7", "away-bot"), ("7", "away-platform"),
    ]  # fmt: skip
    values = told[0].content.lines[0].values
    assert values["platform"] == "Telegram"
    assert isinstance(since := values["since"], Moment)
    assert isinstance(until := values["until"], Moment)
    assert (talk.now - since.at, talk.now - until.at) == (timedelta(seconds=920), timedelta(seconds=20))
