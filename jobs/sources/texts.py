"""Plain text out of what may be HTML: tags gone, blocks on lines of their own."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "tr", "td", "th", "table", "section", "article", "blockquote", "hr", "title")
) | {f"h{level}" for level in range(1, 7)}
_SILENT = frozenset({"script", "style", "head", "template", "svg", "noscript"})
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&[a-zA-Z#][a-zA-Z0-9]{1,30};")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def plain(text: str) -> str:
    """Lines of words, without tags, entities and empty lines."""
    return plain_html(text) if _MARKUP.search(text) else lines_of(text)


def plain_html(text: str) -> str:
    """Of HTML proper, in which a line's end means nothing."""
    return lines_of(_stripped(re.sub(r"\s+", " ", text)))


def lines_of(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").splitlines())
    return "\n".join(line for line in lines if line)


def _stripped(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return html.unescape("".join(parser.pieces))
