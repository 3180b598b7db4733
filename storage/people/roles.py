"""Roles and invitations, under pseudonyms."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from bot.core.model.chats import Address, Chat
from bot.core.model.privacy import MINUTE, coarse
from bot.core.model.roles import Invite, Member, Role, pseudonym
from bot.core.ports.facts import EVENT_PREVIEWS
from bot.core.ports.people import Rotation
from storage import approvals, calls, events
from storage.engine.crypto import Crypto, NoSecretError
from storage.engine.session import Link
from storage.facts import FactRows
from storage.people import audit, crowd, desk, pledges, private_addresses, rekey
from storage.people.dialogues import DialogueRows
from storage.pseudonyms import of_event, of_taps
from storage.tables import audit as lines
from storage.tables import campaigns, imports, invites, roles, wrong_codes

_KEEP_WRONG_CODES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """Roles, invitations and wrong codes, see `bot.core.ports.people.People`."""

    link: Link

    @property
    def knowable(self) -> bool:
        """Whether there is a SECRET_KEY."""
        return bool(self.link.crypto.secret)

    @property
    def moving(self) -> bool:
        """Whether there is an old key."""
        return bool(self.link.crypto.old)

    async def move_over(self, platform: str, user: str, chat: str) -> None:
        """See `storage.people.rekey.move_over`."""
        if self.moving:
            await rekey.move_over(self.link, Crypto(self.link.crypto.old), platform, user, chat)

    async def rotate(self) -> Rotation:
        """See `storage.people.rekey.rotate`."""
        return Rotation(*await rekey.rotate(self.link, Crypto(self.link.crypto.old)))

    async def waiting_to_move(self) -> int:
        """See `storage.people.rekey.waiting`."""
        return await rekey.waiting(self.link)

    async def end_rotation(self) -> int:
        """See `storage.people.rekey.drop_rest`."""
        return await rekey.drop_rest(self.link)

    def pseudonym(self, slug: str, platform: str, user: str) -> str:
        """The person's pseudonym in the campaign; NoSecretError without SECRET_KEY."""
        if not self.knowable:
            raise NoSecretError
        return pseudonym(self.link.crypto.secret, slug, platform, user)

    def event_pseudonym(self, slug: str, event_id: int, platform: str, user: str) -> str:
        """Derive the event's pseudonym from that of the campaign."""
        return of_event(self.link, event_id, self.pseudonym(slug, platform, user))

    def tap_pseudonym(self, slug: str, call_id: int, platform: str, user: str) -> str:
        """Derive the pseudonym for the call's taps from that of the campaign."""
        return of_taps(self.link, call_id, self.pseudonym(slug, platform, user))

    async def role(self, slug: str, platform: str, user: str) -> Role | None:
        """Select the role by the person's pseudonym."""
        held = (roles.c.campaign == slug, roles.c.pseudonym == self.pseudonym(slug, platform, user))
        role = await self.link.connection.scalar(select(roles.c.role).where(*held))
        return None if role is None else Role(role)

    async def give(self, slug: str, platform: str, user: str, role: Role, now: datetime) -> None:
        """Upsert the role."""
        given = {"role": role.value, "platform": platform, "since": coarse(now, MINUTE)}
        await self.link.connection.execute(
            self.link.insert(roles)
            .values(campaign=slug, pseudonym=self.pseudonym(slug, platform, user), **given)
            .on_conflict_do_update(index_elements=[roles.c.campaign, roles.c.pseudonym], set_=given)
        )

    async def reach(self, slug: str, chat: Chat, address: Address, user: str) -> None:
        """Move the reason `role:` of the person to this chat."""
        before = (await private_addresses.of_role(self.link, slug)).get(self.pseudonym(slug, chat.platform, user))
        if before not in {None, chat.id}:
            await private_addresses.drop(self.link, before, private_addresses.role_reason(slug))
        await private_addresses.keep(self.link, chat.id, address, private_addresses.role_reason(slug), user)

    async def members(self, slug: str) -> list[Member]:
        """Select all roles of a campaign and sort them."""
        kept = select(roles.c.pseudonym, roles.c.role, roles.c.platform, roles.c.since).where(roles.c.campaign == slug)
        members = [
            Member(known_as, Role(role), platform, since)
            for known_as, role, platform, since in await self.link.connection.execute(kept)
        ]
        return sorted(members, key=lambda member: (member.role is not Role.OWNER, member.since, member.pseudonym))

    async def revoke(self, slug: str, pseudonym: str) -> Member | None:
        """Delete the role, and the private address that was kept for it."""
        taken = (
            delete(roles)
            .where(roles.c.campaign == slug, roles.c.pseudonym == pseudonym)
            .returning(roles.c.role, roles.c.platform, roles.c.since)
        )
        row = (await self.link.connection.execute(taken)).first()
        if row is None:
            return None
        await private_addresses.drop_role(self.link, slug, pseudonym)
        return Member(pseudonym, Role(row.role), row.platform, row.since)

    async def invite(self, code_hash: str, invite: Invite) -> None:
        """Insert an invitation under the hash of its code."""
        given = {"campaign": invite.campaign, "role": invite.role.value, "expires_at": invite.expires_at}
        await self.link.connection.execute(insert(invites).values(code_hash=code_hash, **given))

    async def use_invite(self, code_hash: str, now: datetime) -> Invite | None:
        """Delete the invitation; return it unless it has expired."""
        taken = (
            delete(invites)
            .where(invites.c.code_hash == code_hash)
            .returning(invites.c.campaign, invites.c.role, invites.c.expires_at)
        )
        row = (await self.link.connection.execute(taken)).first()
        if row is None or row.expires_at <= now:
            return None
        return Invite(row.campaign, Role(row.role), row.expires_at)

    async def wrong_codes(self, platform: str, user: str, since: datetime) -> int:
        """Count the person's rows since then."""
        theirs = (wrong_codes.c.pseudonym == self._guesser(platform, user), wrong_codes.c.at >= since)
        return await self.link.connection.scalar(select(func.count()).select_from(wrong_codes).where(*theirs)) or 0

    async def note_wrong_code(self, platform: str, user: str, now: datetime) -> None:
        """Insert a wrong code, and delete those older than a day."""
        await self.link.connection.execute(delete(wrong_codes).where(wrong_codes.c.at < now - _KEEP_WRONG_CODES))
        guess = {"pseudonym": self._guesser(platform, user), "at": coarse(now, MINUTE)}
        await self.link.connection.execute(insert(wrong_codes).values(**guess))

    async def forget(self, platform: str, user: str) -> int:
        """Delete the person's rows from every table of people, campaign by campaign."""
        gone = 0
        for slug in (await self.link.connection.scalars(select(campaigns.c.slug))).all():
            known_as = self.pseudonym(slug, platform, user)
            if await self.revoke(slug, known_as) is not None:
                gone += 1
                # Nobody's name stands beside them, so those of others go too; they last an hour at most.
                await FactRows(self.link).drop(EVENT_PREVIEWS, slug)
            gone += await events.forget(self.link, slug, known_as)
            gone += await approvals.forget(self.link, slug, known_as)
            gone += await calls.forget(self.link, slug, known_as)
            gone += await pledges.forget(self.link, slug, known_as)
            # A random pseudonym replaces the person's in the log: the same person did these acts, but nothing says who.
            await audit.rename(self.link, known_as, secrets.token_hex(16), lines.c.campaign == slug)
            brought = update(imports).where(imports.c.campaign == slug, imports.c.pseudonym == known_as)
            await self.link.connection.execute(brought.values(pseudonym=""))
        await DialogueRows(self.link).end(platform, user, "")
        codes = delete(wrong_codes).where(wrong_codes.c.pseudonym == self._guesser(platform, user))
        gone += (await self.link.connection.execute(codes)).rowcount
        gone += await desk.forget(self.link, platform, user)
        gone += await crowd.forget(self.link, platform, user)
        self.link.erased()
        return gone

    async def chats(self, slug: str, needed: Role) -> dict[str, int]:
        """Open the addresses kept for roles and keep those of high enough roles."""
        holders = {member.pseudonym for member in await self.members(slug) if member.role.covers(needed)}
        found = await private_addresses.of_role(self.link, slug)
        return {known_as: chat for known_as, chat in found.items() if known_as in holders}

    async def purge(self, slug: str) -> int:
        """Delete a campaign's rows from every table of people."""
        gone = await private_addresses.drop_roles(self.link, slug) + await calls.forget(self.link, slug)
        gone += await events.forget(self.link, slug)
        gone += await approvals.forget(self.link, slug) + await pledges.forget(self.link, slug)
        self.link.erased()
        for table in (roles, invites):
            gone += (await self.link.connection.execute(delete(table).where(table.c.campaign == slug))).rowcount
        return gone

    def _guesser(self, platform: str, user: str) -> str:
        return self.link.crypto.narrowed("wrong-codes", self.pseudonym("", platform, user))
