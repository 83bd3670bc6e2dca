"""Bodies of answers, decompressed by ourselves so that a bomb is noticed while it is still small."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from domain.language import in_english

from .refusals import Egress, EgressRefused

_STEP = 65_536
_GENEROUS = 65_536
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
ACCEPTED = "gzip, deflate"


def decoded(pieces: Iterable[bytes], encoding: str, limits: Egress) -> Iterator[bytes]:
    """The pieces of a body without their Content-Encoding. Raises EgressRefused where a limit is passed."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _counted(pieces, limits)
    if name not in _WINDOWS:
        raise EgressRefused("encoding", in_english("the answer has a Content-Encoding that was not asked for"))
    return _inflated(_counted(pieces, limits), _WINDOWS[name], limits)


def _counted(pieces: Iterable[bytes], limits: Egress) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limits.most_bytes:
            raise EgressRefused(
                "too large", in_english("the answer has more than {most:,} bytes", most=limits.most_bytes)
            )
        yield piece


def _inflated(pieces: Iterable[bytes], window: int, limits: Egress) -> Iterator[bytes]:
    inflating, read, made = zlib.decompressobj(window), 0, 0
    for piece in pieces:
        read += len(piece)
        for part in _steps(inflating, piece):
            made += len(part)
            _refuse_bomb(read, made, limits)
            yield part


def _steps(inflating: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    rest = piece
    while rest and not inflating.eof:
        try:
            part = inflating.decompress(rest, _STEP)
        except zlib.error:
            raise EgressRefused("encoding", in_english("the answer is not compressed as it says")) from None
        rest = inflating.unconsumed_tail
        yield part


def _refuse_bomb(read: int, made: int, limits: Egress) -> None:
    if made > limits.most_decoded_bytes:
        told = in_english("the answer has more than {most:,} bytes unpacked", most=limits.most_decoded_bytes)
        raise EgressRefused("too large", told)
    if made > _GENEROUS and made > read * limits.most_ratio:
        told = in_english("the answer unpacks to more than {most} times its size", most=limits.most_ratio)
        raise EgressRefused("too large", told)
