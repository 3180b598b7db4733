"""The desk's links, sessions and settings."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

LINK_VALID = timedelta(minutes=10)
FIRST_LINK_VALID = timedelta(minutes=30)
SESSION_VALID = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class DeskUser:
    """A person by the ids of their platform and their private chat there; all "" for the operator of the server."""

    platform: str = ""
    chat: str = ""
    person: str = ""

    @property
    def operator(self) -> bool:
        """Whether this is the operator, who needs no role."""
        return not self.platform


@dataclass(frozen=True, slots=True)
class DeskSession:
    """A browser that came in through a link. `id` is the hash of its cookie; `language` is "" until one is picked."""

    id: str
    user: DeskUser
    begun_at: datetime
    seen_at: datetime
    expires_at: datetime
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListedSession:
    """One of a person's sessions, as a list of them shows it."""

    id: str
    begun_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Passkey:
    """A WebAuthn credential: its id in base64url, its public key as COSE, and how often it says it was used.

    `used_at` is None until somebody came in with it.
    """

    id: str
    public_key: bytes
    sign_count: int
    added_at: datetime
    used_at: datetime | None = None


class Passkeys(Protocol):
    """Passkeys that open the desk without a link.

    Whose a passkey is is encrypted under SECRET_KEY together with its user handle, which only the authenticator holds,
    so that the database and the key alone do not tell.
    """

    async def add(self, passkey: Passkey, handle: bytes, user: DeskUser) -> bool:
        """Store a passkey of this person under its user handle; False if its id is stored already."""
        ...

    async def of(self, user: DeskUser) -> list[Passkey]:
        """The person's passkeys, the oldest first."""
        ...

    async def find(self, passkey_id: str, handle: bytes) -> tuple[Passkey, DeskUser] | None:
        """The passkey of this id and handle, and whose it is; None if there is none."""
        ...

    async def use(self, passkey_id: str, sign_count: int, now: datetime) -> None:
        """Record that somebody came in with it, by the minute, and its new count."""
        ...

    async def remove(self, user: DeskUser, passkey_id: str) -> bool:
        """Delete one of the person's passkeys; False if it is not theirs."""
        ...


class Desk(Protocol):
    """Who may come in, who is in, and what was entered there.

    Tokens are stored as hashes. Who a session belongs to is encrypted under SECRET_KEY together with the token, so
    that the database and the key without the browser's cookie do not tell.
    """

    async def add_link(self, token: str, user: DeskUser, expires_at: datetime) -> None:
        """Store a link that works once; the person's earlier links end."""
        ...

    async def link_waits(self, token: str, now: datetime) -> bool:
        """Whether the link would work now; it is not used up."""
        ...

    async def use_link(self, token: str, now: datetime) -> DeskUser | None:
        """Delete the link and return who it was made for; None if there is none, or if it has expired."""
        ...

    async def begin(self, token: str, user: DeskUser, now: datetime, expires_at: datetime) -> None:
        """Store a session under the token of its cookie."""
        ...

    async def session(self, token: str, now: datetime) -> DeskSession | None:
        """The session of this cookie; None if it was ended or has expired."""
        ...

    async def touch(self, session_id: str, now: datetime) -> None:
        """Record that the session was used, by the minute."""
        ...

    async def set_language(self, session_id: str, language: str) -> None:
        """Store the language that was picked."""
        ...

    async def sessions(self, user: DeskUser, now: datetime) -> list[ListedSession]:
        """The person's sessions that have not expired, the one used last first."""
        ...

    async def end(self, user: DeskUser, session_id: str) -> bool:
        """End one of the person's sessions; False if it is not theirs."""
        ...

    async def purge(self, now: datetime) -> None:
        """Delete links and sessions that have expired."""
        ...

    async def settings(self) -> dict[str, str]:
        """The settings that were entered in the desk, such as tokens, by name; those of another SECRET_KEY left out."""
        ...

    async def put_setting(self, name: str, value: str, now: datetime) -> None:
        """Encrypt and store a setting; "" deletes it."""
        ...


def is_loopback(url: str) -> bool:
    """Whether an address leads to the reader's own machine: localhost, 127.0.0.0/8 or ::1."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


def link_address(desk_url: str, token: str) -> str:
    """The address of a single-use link; `desk_url` is that of the desk's site, without a slash at its end."""
    return f"{desk_url}/desk/in/{token}"
