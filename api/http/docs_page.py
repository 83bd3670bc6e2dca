"""The description as a page to read: made here, so that no script of others runs where keys are typed in."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

Json = dict[str, Any]
router = APIRouter(include_in_schema=False)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --tint: #f1f3f5; --line: #d0d7de }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --paper: #16181b; --tint: #26292e; --line: #3b4046 } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--ink); background: var(--paper) }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line) } h3 { margin-top: 2.5rem } h3 code { font-size: 1.05rem }
code, pre { font-family: ui-monospace, monospace; font-size: .9rem; background: var(--tint); border-radius: 4px }
code { padding: 0 .25rem } pre { padding: .75rem; overflow-x: auto; max-height: 30rem }
a { color: LinkText } nav { display: flex; flex-wrap: wrap; gap: 0 1rem } h3 { overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
td { padding: .25rem 1rem .25rem 0; vertical-align: top } td:last-child { padding-right: 0 }
td:first-child code, td:last-child code { white-space: nowrap }
td:nth-child(1) { width: 13rem } td:nth-child(2) { width: 4rem } td:nth-child(4) { width: 13rem }
@media (max-width: 40rem) { td { display: inline-block; width: auto !important; padding-bottom: 0 }
  td:nth-child(3) { display: block } tr { display: block; margin-bottom: .75rem } }
"""


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    page = page_of(request.app.openapi())
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


def page_of(document: Json) -> str:
    title, tags = escape(document["info"]["title"]), _by_tag(document)
    links = "".join(f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag in tags)
    sections = "".join(_section(tag, found) for tag, found in tags.items())
    told = f'{_prose(document["info"]["description"])}<p><a href="/openapi.json">OpenAPI {document["openapi"]}</a></p>'
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style>'
        f"<h1>{title}</h1>{told}<nav>{links}</nav>{sections}</html>"
    )


def _by_tag(document: Json) -> dict[str, list[tuple[str, str, Json]]]:
    found: dict[str, list[tuple[str, str, Json]]] = defaultdict(list)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found[operation["tags"][0]].append((method.upper(), path, operation))
    return found


def _section(tag: str, operations: list[tuple[str, str, Json]]) -> str:
    return f'<h2 id="{escape(tag)}">{escape(tag)}</h2>' + "".join(_operation(*one) for one in operations)


def _operation(method: str, path: str, operation: Json) -> str:
    parts = [f"<h3><code>{method} {escape(path)}</code></h3>", _prose(operation["description"])]
    scopes = [scope for need in operation.get("security", ()) for scope in need["key"]]
    if scopes:
        parts.append(f"<p>Needs {' and '.join(f'<code>{scope}</code>' for scope in scopes)}.</p>")
    rows = "".join(_parameter(one) for one in operation.get("parameters", ()))
    parts.append(f"<table>{rows}</table>")
    parts += _examples(operation)
    statuses = ", ".join(f"{status} {escape(told['description'])}" for status, told in operation["responses"].items())
    return "".join([*parts, f"<details><summary>Answers</summary><p>{_inline(statuses)}</p></details>"])


def _parameter(parameter: Json) -> str:
    example = f"<code>{escape(str(parameter['example']))}</code>" if "example" in parameter else ""
    told = _inline(escape(parameter["description"]))
    return f"<tr><td><code>{escape(parameter['name'])}</code><td>{parameter['in']}<td>{told}<td>{example}</tr>"


def _examples(operation: Json) -> Iterator[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    for name, example in content.get("examples", {}).items():
        shown = json.dumps(example["value"], indent=2, ensure_ascii=False)
        yield f"<p>{escape(name)}:</p><pre>{escape(shown)}</pre>"


def _prose(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", escape(text.strip()))
    return "".join(f"<p>{_inline(paragraph)}</p>" for paragraph in paragraphs)


def _inline(escaped: str) -> str:
    """The little of Markdown that descriptions use."""
    for mark, tag in (("`", "code"), (r"\*\*", "b"), (r"\*", "i")):
        escaped = re.sub(f"{mark}(.+?){mark}", rf"<{tag}>\1</{tag}>", escaped, flags=re.S)
    return escaped
