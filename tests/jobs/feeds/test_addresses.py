from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Misconfigured
from jobs.addresses import is_public, parse_allowed
from tests.jobs.feeds.corpus import DENIED, PUBLIC


@pytest.mark.parametrize("text", DENIED)
def test_an_address_that_is_not_public_is_denied(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_not(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_address_embedded_in_another_is_judged_as_itself(address: IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        outer = IPv6Address(int(IPv6Address(prefix)) | int(address))
        assert is_public(outer) == is_public(address)


@given(st.ip_addresses())
def test_nothing_is_public_that_python_knows_as_private(address: IPv4Address | IPv6Address) -> None:
    assert not (is_public(address) and (address.is_private or address.is_loopback or address.is_link_local))


@pytest.mark.parametrize(
    ("text", "address", "port", "usual", "admitted"),
    [
        ("127.0.0.1:8099", "127.0.0.1", 8099, False, True),
        ("127.0.0.1:8099", "127.0.0.1", 8098, False, False),
        ("127.0.0.1:8099", "127.0.0.2", 8099, False, False),
        ("10.0.0.0/8", "10.1.2.3", 443, True, True),
        ("10.0.0.0/8", "10.1.2.3", 8443, False, False),
        ("[fd00::]/8", "fd12::1", 80, True, True),
        ("[::1]:8099", "::1", 8099, False, True),
        ("", "127.0.0.1", 80, True, False),
    ],
)
def test_an_operator_lets_through_what_is_named(
    text: str, address: str, port: int, usual: bool, admitted: bool
) -> None:
    assert parse_allowed(text).admits(ip_address(address), port, usual) == admitted


@pytest.mark.parametrize("text", ["localhost", "127.0.0.1:0", "127.0.0.1:x", "10.0.0.1/8", "[::1]:99999"])
def test_a_setting_that_names_no_address_is_refused(text: str) -> None:
    with pytest.raises(Misconfigured, match="INCUMBENT_EGRESS_ALLOW"):
        parse_allowed(text)
