"""Addresses nobody may be led to, and URLs that lead there."""

PUBLIC = [
    *("8.8.8.8", "1.1.1.1", "193.0.6.139", "2606:4700:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8"),
    "64:ff9b::808:808",
]

_V4 = [
    "0.0.0.0",  # noqa: S104
    *("0.1.2.3", "10.0.0.1", "10.255.255.254", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.0.0.53"),
    *("127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.254"),
    *("192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1"),
    *("192.168.0.1", "192.168.255.254", "192.175.48.1", "198.18.0.1", "198.19.255.254", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
]
_V6 = [
    *("::", "::1", "::2", "fe80::1", "febf::1", "fc00::1", "fd00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "ff0e::1"),
    *("100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1"),
    *("64:ff9b:1::1", "2620:4f:8000::1", "fe80::1%1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
]
_EMBEDDED = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "172.16.0.1", "0.0.0.1"]


def _sixtofour(text: str) -> str:
    one, two, three, four = map(int, text.split("."))
    return f"2002:{one << 8 | two:x}:{three << 8 | four:x}::1"


DENIED = [
    *_V4,
    *_V6,
    *(f"::ffff:{text}" for text in _EMBEDDED),
    *(f"64:ff9b::{text}" for text in _EMBEDDED),
    *(f"::{text}" for text in _EMBEDDED),
    *(f"::ffff:0:{text}" for text in _EMBEDDED),
    *(f"2606:4700::5efe:{text}" for text in _EMBEDDED),
    *(f"2606:4700::200:5efe:{text}" for text in _EMBEDDED),
    *map(_sixtofour, _EMBEDDED),
]

SPELLINGS = [
    *("http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://127.1/", "http://127.0.1/"),
    *("http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/"),
    *("http://0/", "http://0.0/", "http://0x0/", "http://10.1/", "http://0xa9fea9fe/", "http://2852039166/"),
    *("http://0251.0376.0251.0376/", "http://169.254.43518/", "http://[0:0:0:0:0:0:0:1]/", "http://[::]/"),
    *(
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]/",
        "http://127.0.0.1:443/",
        "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
    ),
    *("http://\uff11\uff12\uff17.0.0.1/", "http://127\u30020\u30020\u30021/", "https://127.0.0.1/", "https://[::1]/"),
    *("http://127.0.0.1#@example.com/", "http://127.0.0.1?.example.com/"),
]

# Refused before any name is resolved.
MALFORMED = [
    *("ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "dict://127.0.0.1:11211/", "data:,x"),
    *("http://example.com:22/", "http://example.com:6379/", "http://example.com:0/", "http://example.com:99999/"),
    *("http://user@example.com/", "http://user:password@example.com/", "http://example.com@127.0.0.1/", "http://"),
    *(
        "//example.com/",
        "example.com",
        "http:///x",
        "http://exa mple.com/",
        "http://example.com/\r\nHost: x",
        "http://[",
    ),
    *("http://example.com/" + "x" * 2_000, "javascript:alert(1)", "jar:http://x!/", "netdoc:///x", "ldap://127.0.0.1/"),
]
