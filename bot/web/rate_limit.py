"""Limits costly requests by network: a token bucket for each IPv4 address or IPv6 /64."""

import ipaddress
import math
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.requests import Request

from bot.core.model.errors import Refusal
from bot.core.model.reply import Text

BURST = 60
PER_SECOND = 1.0
MAX_NETWORKS = 10_000


class Denied(Refusal):
    """A refusal with an HTTP status of its own, and after how many seconds to try again (0: not said)."""

    def __init__(self, status: int, text: Text, wait: int = 0) -> None:
        super().__init__(text)
        self.status = status
        self.headers = {"retry-after": str(wait)} if wait else {}


@dataclass
class RateLimit:
    """`burst` requests at once and `per_second` more, for each network; the networks seen last are remembered."""

    burst: int = BURST
    per_second: float = PER_SECOND
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, request: Request) -> None:
        """Count one request; raises Denied (429) where the network has none left."""
        self.take_for(network_of(request.client.host if request.client else ""))

    def take_for(self, visitor: str) -> None:
        """Count one request of a visitor who is known by another name, such as a session; raises Denied (429)."""
        now = time.monotonic()
        tokens, then = self._buckets.pop(visitor, (float(self.burst), now))
        tokens = min(tokens + (now - then) * self.per_second, self.burst)
        left = tokens - 1 if tokens >= 1 else tokens
        self._buckets[visitor] = left, now
        if len(self._buckets) > MAX_NETWORKS:
            self._buckets.popitem(last=False)
        if tokens < 1:
            wait = math.ceil((1 - tokens) / self.per_second)
            raise Denied(429, Text("page-too-many", {"seconds": wait}), wait)


def network_of(host: str) -> str:
    """The network that a client's address counts as: an IPv4 address itself, the /64 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))
