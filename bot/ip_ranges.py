"""Which IP addresses belong to the public internet: our own list, so that every Python version answers alike.

`ipaddress.is_global` follows the registries of the day its interpreter was released. Sources: the IANA IPv4 and IPv6
Special-Purpose Address Registries (RFC 6890), the IPv6 address space registry (2000::/3 alone is global unicast),
RFC 3879 (site-local) and RFC 4291 (IPv4-compatible). Every special-purpose range is refused, also those that the
registries call globally reachable (AS112, AMT, anycast of protocols): no source of counts answers there.
"""

import ipaddress
from typing import TypeAlias

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

SPECIAL_IPV4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
SPECIAL_IPV6 = tuple(
    map(
        ipaddress.IPv6Network,
        # Teredo (2001::/32) is part of 2001::/23. 6to4 relays are gone (RFC 7526).
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)
# The addresses that stand for an IPv4 address (RFC 4291, RFC 6052) are as public as that one.
CARRIES_IPV4 = tuple(map(ipaddress.IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in SPECIAL_IPV4)
    # Without its zone: an address with one is not found in any network by some Python versions.
    address = ipaddress.IPv6Address(int(address))
    if any(address in network for network in CARRIES_IPV4):
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address in GLOBAL_UNICAST and not any(address in network for network in SPECIAL_IPV6)
