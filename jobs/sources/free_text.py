"""Moves out of a title and a text; what no rule reads is kept with its excerpt, or not at all where nothing moves."""

from __future__ import annotations

from dataclasses import replace

from jobs.wording.organizations import settled
from jobs.wording.reading import has_word_of_a_move, moves_in

from .entries import MOST_EXCERPT, Move, Options, cut


def told(title: str, text: str, options: Options, published: str | None) -> tuple[Move, ...]:
    """The moves that rules read; else one of kind `unknown`, to be completed by a person."""
    found = moves_in(title, text, published)
    if not found and (options.unread == "keep" or has_word_of_a_move(f"{title}\n{text}")):
        found = (Move(kind="unknown", excerpt=cut(f"{title}. {text}" if text else title, MOST_EXCERPT)),)
    return tuple(_completed(move, options, published) for move in found)


def _completed(move: Move, options: Options, published: str | None) -> Move:
    return replace(settled(move, options.organization), announced=move.announced or published)
