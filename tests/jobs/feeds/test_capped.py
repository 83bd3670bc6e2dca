"""Hostile documents: whatever is sent, the parent lives and is done in time."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable

import pytest

from jobs.sources.capped import read_capped
from jobs.sources.entries import Options, Page, Unreadable
from jobs.sources.readers import READERS
from tests.jobs.feeds import samples

DTD = '<?xml version="1.0"?><!DOCTYPE x [{}]><rss version="2.0"><channel><title>&a;</title></channel></rss>'
LOL = "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
LONG = "x" * 900_000
ITEM = "<item><guid>{}</guid><title>Jane Roe named Chair</title></item>"


def rss(inner: str) -> bytes:
    return f'<rss version="2.0"><channel>{inner}</channel></rss>'.encode()


def deep(opening: str, closing: str, times: int) -> bytes:
    return (opening * times + closing * times).encode()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "billion laughs": ("rss", lambda: DTD.format('<!ENTITY a "lol">' + LOL).encode()),
    "quadratic entity": ("rss", lambda: DTD.format(f'<!ENTITY a "{LONG}">').replace("&a;", "&a;" * 900).encode()),
    "outside entity": ("rss", lambda: DTD.format('<!ENTITY a SYSTEM "file:///etc/passwd">').encode()),
    "outside entity by http": ("atom", lambda: DTD.format('<!ENTITY a SYSTEM "http://127.0.0.1:9/">').encode()),
    "parameter entity": ("rss", lambda: DTD.format('<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;').encode()),
    "outside dtd": ("rss", lambda: b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">' + rss(ITEM)),
    "hundred thousand items": ("rss", lambda: rss("".join(ITEM.format(n) for n in range(100_000)))),
    "a million empty items": ("rss", lambda: rss("<item/>" * 1_000_000)),
    "deep xml": ("rss", lambda: deep("<a>", "</a>", 500_000)),
    "deep within a title": ("atom", lambda: rss(f"<item><title>{'<b>' * 300_000}</title></item>")),
    "many attributes": ("rss", lambda: rss("<item " + " ".join(f'a{n}="x"' for n in range(200_000)) + "/>")),
    "many namespaces": ("rss", lambda: rss("".join(f'<x{n}:a xmlns:x{n}="u{n}"/>' for n in range(60_000)))),
    "one long title": ("rss", lambda: rss(f"<item><title>{'Jane Roe named ' * 500_000}</title></item>")),
    "open tags without end": ("rss", lambda: rss("<item><title>" + "<" * 2_000_000)),
    "open comment": ("rss", lambda: rss("<!--" * 500_000)),
    "open cdata": ("atom", lambda: rss("<![CDATA[" * 300_000)),
    "many references": ("rss", lambda: rss(f"<item><title>{'&#x26;lt;' * 400_000}</title></item>")),
    "unclosed references": ("rss", lambda: rss(f"<item><title>{'&' * 1_000_000}</title></item>")),
    "utf-16 as utf-8": ("rss", lambda: samples.RSS.decode().encode("utf-16")),
    "utf-7": ("rss", lambda: b'<?xml version="1.0" encoding="utf-7"?>' + samples.RSS[39:]),
    "unknown encoding": ("rss", lambda: b'<?xml version="1.0" encoding="x-none"?>' + samples.RSS[39:]),
    "nothing": ("rss", lambda: b""),
    "zeros": ("atom", lambda: bytes(4_000_000)),
    "noise": ("rss", lambda: os.urandom(2_000_000)),
    "html": ("rss", lambda: b"<!doctype html><html><body>Not found</body></html>"),
    "an image": ("atom", lambda: b"\x89PNG\r\n\x1a\n" + bytes(1_000)),
    "json for xml": ("rss", lambda: samples.json_feed(samples.EXTENDED)),
    "xml for json": ("json-feed", lambda: samples.RSS),
    "deep json": ("json-feed", lambda: deep("[", "]", 2_000_000)),
    "deep objects": ("json-lines", lambda: deep('{"a":', "}", 500_000)),
    "wrong types": ("json-feed", lambda: json.dumps({"version": "jsonfeed.org/version/1", "items": {"a": 1}}).encode()),
    "all null": ("companies-house-officers", lambda: json.dumps({"items": [None] * 1_000_000}).encode()),
    "long numbers": ("companies-house-stream", lambda: b'{"event": {"timepoint": ' + b"9" * 500_000 + b"}}\n"),
    "many keys": ("popolo", lambda: json.dumps({str(n): n for n in range(400_000)}).encode()),
    "text in text in text": ("bodacc", lambda: samples.bodacc(samples.notice("a", "2026-01-01", '["' * 100_000))),
    "many seats": ("bodacc", lambda: samples.bodacc(samples.notice("a", "2026-01-01", "président : A B ; " * 200_000))),
    "one line of many": ("json-lines", lambda: b"{}\n" * 1_000_000),
    "many columns": ("csv", lambda: b"kind,person_name" + b",x" * 1_000_000),
    "one open quote": ("csv", lambda: b'kind,person_name\n"' + b"x,\n" * 1_000_000),
    "many rows": ("csv", lambda: b"kind,person_name\n" + b"joined,A B\n" * 500_000),
    "endless filing": ("edgar-filing", lambda: samples.filing("Jane Roe was named " * 200_000)),
    "filing of item headings": ("edgar-filing", lambda: samples.filing("</p><p>Item 5.02 " * 200_000)),
    "filing without end": ("edgar-filing", lambda: b"<DOCUMENT>\n<TYPE>8-K\n<TEXT>" * 100_000),
    "lone surrogates": ("json-feed", lambda: b'{"version": "jsonfeed.org/version/1", "items": [{"id": "\\ud800"}]}'),
}


def tried(kind: str, body: bytes) -> Page | str:
    """What is read, or why nothing is."""
    try:
        return read_capped(kind, body, Options())
    except Unreadable as refused:
        return str(refused)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_harms_nobody(name: str) -> None:
    kind, body = HOSTILE[name]
    sent = body()
    began = time.monotonic()
    answer = tried(kind, sent)
    assert time.monotonic() - began < 6
    assert not {"passwd", "root:"} & set(str(answer).split())


def test_there_are_forty() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("kind", ["rss", "edgar-filing"])
def test_what_is_read_there_is_what_is_read_here(kind: str) -> None:
    body = samples.RSS if kind == "rss" else samples.filing("Jane Roe was named Chair.")
    assert read_capped(kind, body, Options()) == READERS[kind](body, Options())


def test_one_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Unreadable, match="took too long"):
        read_capped("rss", samples.RSS, Options(), seconds=0.01)


def test_a_process_that_would_take_all_memory_is_ended() -> None:
    """The control: with the cap lifted the same bytes would be read."""
    with pytest.raises(Unreadable, match="took more"):
        read_capped("json-lines", b'{"a": "' + b"x" * 260_000_000 + b'"}\n', Options())
