"""Moves everything that was made with an old SECRET_KEY over to the new one.

What is encrypted is encrypted anew at once. Pseudonyms can only be made anew where the person is known: at once for
those whose private chat's address is kept, for everybody else when the bot next hears of them. Until then their old
pseudonyms, and the HMACs of their private chats, stand in `old_pseudonyms`; in the end what is left of them is deleted.
"""

import secrets
from collections.abc import AsyncIterator, Iterator, Sequence

from sqlalchemy import Column, ColumnElement, Table, delete, exists, func, insert, select, true, update

from bot.core.model.chats import ChatKind
from bot.core.model.roles import pseudonym
from storage.calls import untap
from storage.engine.crypto import Crypto
from storage.engine.session import Link
from storage.people.audit import named, rename
from storage.people.pledges import disown
from storage.people.private_addresses import chat_of, person_of
from storage.tables import (
    approvals,
    audit,
    calls,
    campaigns,
    chats,
    crowd_reports,
    desk_links,
    desk_passkeys,
    desk_sessions,
    desk_settings,
    dialogues,
    events,
    imports,
    inbox,
    old_pseudonyms,
    pledges,
    private_addresses,
    published_pledges,
    roles,
    taps,
    update_queue,
    wrong_codes,
)

_OF_CAMPAIGN: Sequence[tuple[Table, Column[str]]] = (
    (roles, roles.c.pseudonym), (audit, audit.c.pseudonym), (approvals, approvals.c.pseudonym), (calls, calls.c.author),
    (imports, imports.c.pseudonym),
)  # fmt: skip
_OF_EVENT = (pledges, published_pledges)
_PRIVATE = chats.c.kind == ChatKind.PRIVATE.value
_AT_ONCE = 500


async def rotate(link: Link, old: Crypto) -> tuple[int, int]:
    """Move over what can be moved at once; returns how many people were moved, and how many pseudonyms wait."""
    for table in (desk_links, desk_sessions, desk_passkeys, crowd_reports):
        # Bound to the old key, and soon made again by whoever needs them.
        await link.connection.execute(delete(table))
    before = await _known(link)
    moved: set[str] = set()
    people = 0
    for chat_id, sealed, platform in await _sealed_chats(link):
        whole = old.open(sealed, f"chat|{chat_id}")
        if whole is None:
            continue
        await _seal_again(link, old, private_addresses, private_addresses.c.chat_id == chat_id, place=f"chat|{chat_id}")
        moved |= await _move(link, old, platform, person_of(whole), chat_of(whole))
        people += 1
    for table, columns, place in (
        (inbox, ("platform", "update"), "inbox|{}|{}"),
        (update_queue, ("platform", "update"), "queue|{}|{}"),
        (desk_settings, ("name",), "desk-setting|{}"),
    ):
        keys = [table.c[name] for name in columns]
        for key in (await link.connection.execute(select(*keys).where(table.c.sealed.is_not(None)))).all():
            where = [column == value for column, value in zip(keys, key, strict=True)]
            await _seal_again(link, old, table, *where, place=place.format(*key))
    waiting = sorted(before - moved)
    await link.connection.execute(delete(old_pseudonyms))
    for first in range(0, len(waiting), _AT_ONCE):
        rows = [{"pseudonym": name} for name in waiting[first : first + _AT_ONCE]]
        await link.connection.execute(insert(old_pseudonyms), rows)
    link.erased()
    return people, len(waiting)


async def move_over(link: Link, old: Crypto, platform: str, user: str, chat: str) -> None:
    """Give a person whom the bot just heard of their new pseudonyms, in place of the old ones."""
    moved = await _move(link, old, platform, user, chat)
    await link.connection.execute(delete(old_pseudonyms).where(old_pseudonyms.c.pseudonym.in_(moved)))


async def waiting(link: Link) -> int:
    """How many old pseudonyms nobody has been seen under yet."""
    return int(await link.connection.scalar(select(func.count()).select_from(old_pseudonyms)) or 0)


async def drop_rest(link: Link) -> int:
    """Delete what still stands under old pseudonyms, as `/forget` does; returns how many pseudonyms that were."""
    names = list(await link.connection.scalars(select(old_pseudonyms.c.pseudonym)))
    for first in range(0, len(names), _AT_ONCE):
        some = names[first : first + _AT_ONCE]
        await disown(link, published_pledges.c.pseudonym.in_(some))
        await untap(link, taps.c.pseudonym.in_(some))
        for table in (roles, approvals, pledges, wrong_codes, dialogues):
            await link.connection.execute(delete(table).where(table.c.pseudonym.in_(some)))
        await link.connection.execute(update(calls).where(calls.c.author.in_(some)).values(author=""))
        await link.connection.execute(update(imports).where(imports.c.pseudonym.in_(some)).values(pseudonym=""))
        await link.connection.execute(delete(chats).where(_PRIVATE, chats.c.address.in_(some)))
        for name in some:
            await rename(link, name, secrets.token_hex(16))
    await link.connection.execute(delete(old_pseudonyms))
    link.erased()
    return len(names)


async def _move(link: Link, old: Crypto, platform: str, user: str, chat: str) -> set[str]:
    """Rename one person's rows everywhere; returns the pseudonyms that they had."""
    gone = set()
    for column, before, after, where in [one async for one in _names(link, old, platform, user)]:
        if column.table is audit:
            await rename(link, before, after, where)
        else:
            renamed = update(column.table).where(column == before, where)
            await link.connection.execute(renamed.values({column.name: after}))
        gone.add(before)
    before, after = (one.lookup(platform, chat) for one in (old, link.crypto))
    known = chats.alias()
    is_new = ~exists().where(known.c.platform == platform, known.c.address == after)
    hidden = update(chats).where(chats.c.platform == platform, chats.c.address == before, is_new)
    if (await link.connection.execute(hidden.values(address=after))).rowcount:
        gone.add(before)
    return gone


async def _names(
    link: Link, old: Crypto, platform: str, user: str
) -> AsyncIterator[tuple[Column[str], str, str, ColumnElement[bool]]]:
    """Each column that names the person: with the old name, the new one, and which rows it is about."""
    new = link.crypto
    for slug in await link.connection.scalars(select(campaigns.c.slug)):
        before, after = (pseudonym(one.secret, slug, platform, user) for one in (old, new))
        for table, column in _OF_CAMPAIGN:
            yield column, before, after, table.c.campaign == slug
        for table, own, purpose in ((events, _OF_EVENT, "event"), (calls, (taps,), "taps")):
            for number in list(await link.connection.scalars(select(table.c.id).where(table.c.campaign == slug))):
                named = f"{purpose}|{number}"
                for rows in own:
                    key = rows.c[f"{'event' if purpose == 'event' else 'call'}_id"]
                    yield rows.c.pseudonym, old.narrowed(named, before), new.narrowed(named, after), key == number
    before, after = (pseudonym(one.secret, "", platform, user) for one in (old, new))
    for table, purpose in ((wrong_codes, "wrong-codes"), (dialogues, "dialogue")):
        yield table.c.pseudonym, old.narrowed(purpose, before), new.narrowed(purpose, after), true()


async def _known(link: Link) -> set[str]:
    """Every pseudonym and every private chat's HMAC in the database; what was forgotten has names of its own kind."""
    found = await named(link)
    for column in _columns():
        found |= {name for name in await link.connection.scalars(select(column).distinct()) if name}
    found |= set(await link.connection.scalars(select(chats.c.address).where(_PRIVATE)))
    return {name for name in found if "-" not in name}


def _columns() -> Iterator[Column[str]]:
    yield from (column for _, column in _OF_CAMPAIGN)
    yield from (table.c.pseudonym for table in (*_OF_EVENT, taps, wrong_codes, dialogues))


async def _sealed_chats(link: Link) -> Sequence[tuple[int, bytes, str]]:
    found = select(private_addresses.c.chat_id, private_addresses.c.sealed, chats.c.platform)
    joined = found.join(chats, chats.c.id == private_addresses.c.chat_id)
    return [tuple(row) for row in await link.connection.execute(joined)]


async def _seal_again(link: Link, old: Crypto, table: Table, *where: ColumnElement[bool], place: str) -> None:
    """Encrypt one value anew; what the old key cannot open stays as it is."""
    sealed = await link.connection.scalar(select(table.c.sealed).where(*where))
    plain = None if sealed is None else old.open(sealed, place)
    if plain is not None:
        again = update(table).where(*where).values(sealed=link.crypto.seal(plain, place))
        await link.connection.execute(again)
