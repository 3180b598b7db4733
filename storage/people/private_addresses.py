"""Encrypted addresses of private chats, each with the reasons for keeping it."""

from collections.abc import Collection
from typing import TypeAlias

from sqlalchemy import BindParameter, ColumnElement, and_, delete, exists, select

from bot.core.model.chats import Address
from bot.core.model.roles import pseudonym
from storage.delivery_states import Step, taken
from storage.engine.session import Link
from storage.tables import chats, deliveries, private_addresses, private_reasons

Value: TypeAlias = BindParameter[str]

_OF = "\n"
"""Stands between an address and the person whose chat it is; no platform has it in an id."""


def located(link: Link, platform: str, chat: str) -> ColumnElement[bool]:
    """SQL condition: all topics of the chat with this platform id, stored in plain (group) or as an HMAC (private)."""
    return standing(platform, chat, link.crypto.lookup(platform, chat))


def standing(platform: str | Value, chat: str | Value, hidden: str | Value) -> ColumnElement[bool]:
    """SQL condition: chats whose stored address is `chat` or its HMAC `hidden`."""
    return and_(chats.c.platform == platform, chats.c.address.in_([chat, hidden]))


async def keep(link: Link, chat_id: int, address: Address, reason: str, person: str = "") -> None:
    """Store a private chat's address, unless it is stored already, and add a reason for keeping it.

    `person` is whose chat it is, where the platform calls that by another id: it is sealed with the address.
    """
    whole = f"{address.chat}{_OF}{person}" if person not in {"", address.chat} else address.chat
    sealed = link.crypto.seal(whole, _place(chat_id))
    address_row = link.insert(private_addresses).values(chat_id=chat_id, sealed=sealed)
    reason_row = link.insert(private_reasons).values(chat_id=chat_id, reason=reason)
    if person:
        again = address_row.on_conflict_do_update(index_elements=[private_addresses.c.chat_id], set_={"sealed": sealed})
        await link.connection.execute(again)
    else:
        await link.connection.execute(address_row.on_conflict_do_nothing())
    await link.connection.execute(reason_row.on_conflict_do_nothing())


def opened(link: Link, chat_id: int, sealed: bytes) -> str | None:
    """The decrypted address; None if it was encrypted with another SECRET_KEY."""
    whole = link.crypto.open(sealed, _place(chat_id))
    return None if whole is None else chat_of(whole)


def chat_of(whole: str) -> str:
    """The address in what was sealed."""
    return whole.partition(_OF)[0]


def _person(link: Link, chat_id: int, sealed: bytes) -> str | None:
    """Whose chat it is; None if it was encrypted with another SECRET_KEY."""
    whole = link.crypto.open(sealed, _place(chat_id))
    return None if whole is None else person_of(whole)


def person_of(whole: str) -> str:
    """Whose chat it is, in what was sealed."""
    return whole.rpartition(_OF)[2]


async def kept(link: Link, reason: str) -> list[int]:
    """The chats whose address is kept for this reason, by id."""
    found = select(private_reasons.c.chat_id).where(private_reasons.c.reason == reason)
    return list(await link.connection.scalars(found.order_by(private_reasons.c.chat_id)))


async def reasons(link: Link, prefix: str) -> list[str]:
    """Select the distinct reasons with this prefix, sorted."""
    given = select(private_reasons.c.reason).where(private_reasons.c.reason.startswith(prefix, autoescape=True))
    return sorted(set(await link.connection.scalars(given)))


async def drop(link: Link, chat_id: int, reason: str) -> None:
    """Delete a reason, and with the last one the address and the deliveries that are not sent yet."""
    given = (private_reasons.c.chat_id == chat_id, private_reasons.c.reason == reason)
    await link.connection.execute(delete(private_reasons).where(*given))
    left = select(exists().where(private_reasons.c.chat_id == chat_id))
    if not await link.connection.scalar(left):
        await clear(link, [chat_id])


async def clear(link: Link, chat_ids: Collection[int]) -> None:
    """Delete the addresses with all their reasons, and the chats' deliveries that are not sent yet."""
    for table in (private_reasons, private_addresses):
        await link.connection.execute(delete(table).where(table.c.chat_id.in_(chat_ids)))
    unsent = (deliveries.c.chat_id.in_(chat_ids), taken(Step.FORGET))
    await link.connection.execute(delete(deliveries).where(*unsent))


def role_reason(campaign: str) -> str:
    """Why the address of a person with a role in the campaign is kept."""
    return f"role:{campaign}"


async def of_role(link: Link, campaign: str) -> dict[str, int]:
    """The chats whose addresses are kept for a role in the campaign: chat ids by pseudonym.

    No column links a pseudonym to a chat, on purpose. So this decrypts the addresses kept for roles of the campaign and
    derives each one's pseudonym. A private chat's id is the person's own id on Telegram; on Discord it is not, and the
    person's is sealed with it.
    """
    kept = (
        select(private_addresses.c.chat_id, private_addresses.c.sealed, chats.c.platform)
        .join(private_reasons, private_reasons.c.chat_id == private_addresses.c.chat_id)
        .join(chats, chats.c.id == private_addresses.c.chat_id)
        .where(private_reasons.c.reason == role_reason(campaign))
    )
    found = {}
    for chat_id, sealed, platform in (await link.connection.execute(kept)).all():
        user = _person(link, chat_id, sealed)
        if user is not None:
            found[pseudonym(link.crypto.secret, campaign, platform, user)] = chat_id
    return found


async def drop_role(link: Link, campaign: str, known_as: str) -> None:
    """Delete the address kept for the role of the person with this pseudonym."""
    chat_id = (await of_role(link, campaign)).get(known_as)
    if chat_id is not None:
        await drop(link, chat_id, role_reason(campaign))


async def drop_roles(link: Link, campaign: str) -> int:
    """Delete the addresses kept for roles in the campaign; return the number of deleted reasons."""
    reason = role_reason(campaign)
    kept = select(private_reasons.c.chat_id).where(private_reasons.c.reason == reason)
    chat_ids = (await link.connection.scalars(kept)).all()
    for chat_id in chat_ids:
        await drop(link, chat_id, reason)
    return len(chat_ids)


def _place(chat_id: int) -> str:
    return f"chat|{chat_id}"
