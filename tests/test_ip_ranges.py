"""Every range of IANA's special-purpose registries, at its first and last address."""

import ipaddress

import pytest

from bot.ip_ranges import is_public

# https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast.
IPV4 = [
    "0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32",
    "192.0.0.171/32", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
    "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "255.255.255.255/32",
]  # fmt: skip
# https://www.iana.org/assignments/iana-ipv6-special-registry, with multicast and the two that were deprecated.
IPV6 = [
    "::1/128", "::/128", "::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32",
    "2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48",
    "2001:10::/28", "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
]  # fmt: skip


@pytest.mark.parametrize("network", [*IPV4, *IPV6])
def test_no_address_of_a_special_range_is_public(network: str) -> None:
    found = ipaddress.ip_network(network)
    assert not is_public(found[0])
    assert not is_public(found[-1])


@pytest.mark.parametrize("network", IPV4)
def test_an_ipv6_address_that_carries_a_special_ipv4_address_is_not_public(network: str) -> None:
    for inner in (ipaddress.IPv4Network(network)[0], ipaddress.IPv4Network(network)[-1]):
        number = int(inner)
        for carrier in (
            ipaddress.IPv6Address((0xFFFF << 32) | number),
            ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | number),
            ipaddress.IPv6Address(int(ipaddress.IPv6Address("2002::")) | number << 80),
            ipaddress.IPv6Address(int(ipaddress.IPv6Address("2001::")) | number ^ 0xFFFFFFFF),
            ipaddress.IPv6Address(number),
        ):
            assert not is_public(carrier), carrier


@pytest.mark.parametrize(
    "address",
    ["1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
     "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
     "198.20.0.0", "223.255.255.255", "2001:200::1", "2606:4700::1111", "2a03:2880:f12f:83:face:b00c:0:25de",
     "2620:4f:8001::", "3ffe::1", "64:ff9b::808:808", "::ffff:8.8.8.8"],
)  # fmt: skip
def test_the_addresses_beside_the_special_ranges_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["fe80::1%eth0", "::1%lo", "fec0::1%2", "4000::1", "::7f00:1", "::808:808"])
def test_addresses_with_a_zone_and_unassigned_ones_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
