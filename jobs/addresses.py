"""Which addresses may be connected to: public ones, and those an operator allows; never what hides behind another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    NetmaskValueError,
    ip_address,
    ip_network,
)

from domain.errors import Misconfigured

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Beside what Python's ipaddress knows, which differs between its releases (IANA's registries of special addresses;
# RFC 6890 and what came after it).
_DENIED = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/96", "::ffff:0:0:0/96", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2002::/16"),
        *("2620:4f:8000::/48", "3fff::/20", "5f00::/16", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "fec0::/10"),
        "ff00::/8",
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_UNICAST = ip_network("2000::/3")
_ISATAP = {0x00005EFE, 0x02005EFE}


def embedded(address: Address) -> Iterator[IPv4Address]:
    """IPv4 addresses that a packet to this IPv6 address may be passed on to."""
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def is_public(address: Address) -> bool:
    """Whether this and every address embedded in it belongs to the public Internet."""
    if any(address.version == network.version and address in network for network in _DENIED):
        return False
    if not all(map(is_public, embedded(address))):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    return address in _UNICAST or address in _NAT64 or address.ipv4_mapped is not None


@dataclass(frozen=True)
class Allowed:
    """What an operator lets through although it is not public: networks, each at one port or at the usual ones."""

    places: tuple[tuple[Network, int | None], ...] = ()

    def admits(self, address: Address, port: int, usual: bool) -> bool:
        """`usual`: whether the port is one of those that need no permission."""
        return any(
            address.version == network.version and address in network and (port == at or (at is None and usual))
            for network, at in self.places
        )


NOTHING_MORE = Allowed()


def parse_allowed(text: str) -> Allowed:
    """From a setting such as `127.0.0.1:8099, 10.1.0.0/16, [fd00::]/8`. Raises Misconfigured."""
    return Allowed(tuple(_place(part) for part in text.replace(",", " ").split()))


def _place(text: str) -> tuple[Network, int | None]:
    host, port = _split(text)
    try:
        return ip_network(host), None if port is None else _port(port)
    except (AddressValueError, NetmaskValueError, ValueError):
        wanted = "expected addresses or networks such as 127.0.0.1:8099 or 10.1.0.0/16"
        raise Misconfigured(f"INCUMBENT_EGRESS_ALLOW: {text}: {wanted}") from None


def _split(text: str) -> tuple[str, str | None]:
    if text.startswith("["):
        inner, _, rest = text[1:].partition("]")
        return inner + rest.partition(":")[0], rest.partition(":")[2] or None
    if text.count(":") == 1:
        host, _, port = text.partition(":")
        return host, port
    return text, None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65_535):
        raise ValueError(text)
    return int(text)


def parse_addresses(texts: Iterable[str]) -> list[Address]:
    return [ip_address(text) for text in texts]


def written_out(host: str) -> list[Address]:
    """The address that a host is; of a name, where it leads is only known once it is resolved."""
    try:
        return parse_addresses([host])
    except ValueError:
        return []
