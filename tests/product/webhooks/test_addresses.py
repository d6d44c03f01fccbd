"""What addresses promise: every spelling of one that is not public is seen for what it is."""

from ipaddress import ip_address

import pytest

from brainstormmsp.webhooks.addresses import is_local_name, is_public, literal_address


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7F.1",
        "0177.0.0.1",
        "0177.0x0.0.1",
        "017700000001",
        "127.0.0.1.",
        "0",
        "0x",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "0251.0376.0251.0376",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::1]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2001:db8::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
    ],
)
def test_an_address_that_is_not_public_is_seen_in_every_spelling(host: str) -> None:
    address = literal_address(host)
    assert address is not None
    assert not is_public(address)


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "134744072", "[2606:4700::1111]", "[::ffff:8.8.8.8]", "172.32.0.1"]
)
def test_a_public_address_is_public(host: str) -> None:
    address = literal_address(host)
    assert address is not None
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["hooks.example", "1.2.3.4.example", "0x7f.example", "08.0.0.1", "256.0.0.1", "1.2.3.4.5", "[1]"]
)
def test_what_is_no_address_is_none(host: str) -> None:
    assert literal_address(host) is None


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST", "db", "api.localhost", "metadata.google.internal", "printer.local.", "a.lan"],
)
def test_local_names_are_known(host: str) -> None:
    assert is_local_name(host)


def test_other_names_are_not_local() -> None:
    assert not is_local_name("hooks.northgate-msp.example")
    assert not is_local_name("localhost.example")


def test_an_address_with_a_zone_is_judged_too() -> None:
    assert not is_public(ip_address("fe80::1%eth0"))
