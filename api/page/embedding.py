"""A picture as a part of the page: its boxes are links, and it carries no style: the policy refuses those."""

from __future__ import annotations

from urllib.parse import quote
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from markupsafe import Markup

_SVG = "{http://www.w3.org/2000/svg}"
PATHS = {"role": "roles", "person": "people"}
register_namespace("", _SVG[1:-1])


def embedded(picture: bytes, clocks: str) -> Markup:
    """`clocks`: what follows the path in the address of a box.

    What a link leads to is read out one by one, so the picture is a group here rather than one image.
    """
    root = fromstring(picture)  # noqa: S314 - made by this program a moment ago
    root.set("role", "group")
    for style in root.findall(f"{_SVG}style"):
        root.remove(style)
    for box in root.iter(f"{_SVG}g"):
        if path := _path(box):
            box.tag = f"{_SVG}a"
            box.set("href", path + clocks)
    return Markup(tostring(root, encoding="unicode"))  # noqa: S704 - serialized, so every value is escaped


def _path(box: Element) -> str | None:
    """Of the role or the person that a box stands for; lines and regions lead nowhere."""
    kind, _, id = box.get("id", "").partition("-")
    return f"/{PATHS[kind]}/{quote(id, safe='')}" if kind in PATHS else None
