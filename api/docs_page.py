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
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24 }
h2 { margin-top: 3rem; border-bottom: 1px solid #d0d7de } h3 code { font-size: 1.05rem }
code, pre { font-family: ui-monospace, monospace; font-size: .9rem; background: #f6f8fa; border-radius: 4px }
code { padding: 0 .25rem } pre { padding: .75rem; overflow-x: auto; max-height: 30rem }
table { border-collapse: collapse } td { padding: .25rem 1rem .25rem 0; vertical-align: top }
nav a { margin-right: 1rem }
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
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
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
