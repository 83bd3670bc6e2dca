"""Bodies of answers, decompressed by ourselves so that a bomb is noticed while it is still small."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

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
        raise EgressRefused("encoding", "the answer has a Content-Encoding that was not asked for")
    return _inflated(_counted(pieces, limits), _WINDOWS[name], limits)


def _counted(pieces: Iterable[bytes], limits: Egress) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limits.most_bytes:
            raise EgressRefused("too large", f"the answer has more than {limits.most_bytes:,} bytes")
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
            raise EgressRefused("encoding", "the answer is not compressed as it says") from None
        rest = inflating.unconsumed_tail
        yield part


def _refuse_bomb(read: int, made: int, limits: Egress) -> None:
    if made > limits.most_decoded_bytes:
        raise EgressRefused("too large", f"the answer has more than {limits.most_decoded_bytes:,} bytes unpacked")
    if made > _GENEROUS and made > read * limits.most_ratio:
        raise EgressRefused("too large", f"the answer unpacks to more than {limits.most_ratio} times its size")
