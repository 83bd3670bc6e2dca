"""The operations of the OpenAPI description, each with its worked example."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx2
from fastapi import FastAPI

# They do not end by themselves.
STREAMS = ("stream_facts", "stream_alerts")
# They are not JSON.
DOCUMENTS = (
    *(f"{of}_{name}" for of in ("map", "diff", "buying_center") for name in ("svg", "png", "pdf")),
    *(f"account_map_{name}" for name in ("dot", "mmd", "graphml", "csv", "links_csv")),
    *(f"{of}_{name}" for of in ("person_career", "role_holders", "move_chains") for name in ("svg", "png", "pdf")),
)


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    described: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.described["operationId"])

    @property
    def scopes(self) -> list[str]:
        return [scope for need in self.described.get("security", ()) for scope in need["key"]]

    @property
    def bodies(self) -> list[Any]:
        content = self.described.get("requestBody", {}).get("content", {}).get("application/json", {})
        return [example["value"] for example in content.get("examples", {}).values()]

    def examples(self, place: str) -> dict[str, Any]:
        given = self.described.get("parameters", ())
        return {one["name"]: one["example"] for one in given if one["in"] == place and "example" in one}

    @property
    def asks_why(self) -> bool:
        return "why" in {one["name"] for one in self.described.get("parameters", ())}

    def why(self) -> "Operation":
        """The same, asked with the facts behind the answer."""
        asked = {"name": "why", "in": "query", "example": "true"}
        others = [one for one in self.described["parameters"] if one["name"] != "why"]
        return replace(self, described=self.described | {"parameters": [*others, asked]})

    def send(self, client: httpx2.Client, body: Any = None, **ids: str) -> httpx2.Response:
        """As in its example, with other ids in the path where given; only the beginning of a stream is read."""
        path = self.path.format(**self.examples("path") | ids)
        request = client.build_request(self.method, path, params=self.examples("query"), json=body)
        response = client.send(request, stream=True)
        try:
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                response.read()
        finally:
            response.close()
        return response


_DERIVED: list[dict[str, Any]] = []


def description(app: FastAPI) -> dict[str, Any]:
    """Of the first application that comes: it is the same of every one, and takes as long as some hundred answers."""
    if not _DERIVED:
        _DERIVED.append(app.openapi())
    return _DERIVED[0]


def operations(app: FastAPI) -> Iterator[Operation]:
    for path, methods in description(app)["paths"].items():
        for method, described in methods.items():
            yield Operation(method.upper(), path, described)
