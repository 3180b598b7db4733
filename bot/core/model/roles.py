"""Who may do what in a campaign, and how a person is known without being named."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """A person's part in a campaign; a higher one may do all that a lower one may."""

    REPORTER = "reporter"
    ORGANIZER = "organizer"
    OWNER = "owner"

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the audit log names them: a role and its pseudonym, or the operator."""

    role: str = OPERATOR
    pseudonym: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a role: known by pseudonym only."""

    pseudonym: str
    role: Role
    platform: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Invite:
    """What a single-use code gives; the code itself is kept nowhere, only its hash."""

    campaign: str
    role: Role
    expires_at: datetime


def pseudonym(secret: str, campaign: str, platform: str, user: str) -> str:
    """How a person is known inside one campaign: HMAC-SHA256 of `campaign|platform|user`, 32 hex digits.

    Without `secret` it cannot be traced back, and two campaigns' pseudonyms of one person cannot be matched.
    """
    return hmac.new(secret.encode(), f"{campaign}|{platform}|{user}".encode(), hashlib.sha256).hexdigest()[:32]


def code_hash(code: str) -> str:
    """What is kept of an invitation's code: its SHA-256 (a code has 128 bits, so it needs no salt)."""
    return hashlib.sha256(code.strip().encode()).hexdigest()
