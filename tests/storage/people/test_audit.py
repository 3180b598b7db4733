"""The audit log."""

from bot.core.ports.people import Act
from storage import Database
from tests.storage.samples import HOUR, NOW


async def test_the_newest_acts_of_a_campaign_come_first(store: Database) -> None:
    acts = [Act(NOW + hours * HOUR, "no-voip", "owner", "ab12", "halted", str(hours)) for hours in range(3)]
    async with store.writing() as tx:
        for act in acts:
            await tx.audit.write(act)
        await tx.audit.write(Act(NOW, "other", "operator", "", "resumed"))
        assert await tx.audit.list("no-voip") == acts[::-1]
        assert await tx.audit.list("no-voip", 1) == acts[2:]
        assert await tx.audit.of("no-voip", {acts[0].act}) == [act for act in acts[::-1] if act.act == acts[0].act]
        assert await tx.audit.of("no-voip", {"unheard-of"}) == []
