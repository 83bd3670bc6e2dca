"""What the description says of fields, and what answers have of them."""

from collections.abc import Iterator
from typing import Any

from .conftest import World
from .operations import Operation, description

Json = dict[str, Any]
Field = tuple[str, str]
# Where nothing is withheld and no instant was asked for, these are not there.
SELDOM = ("withheld", "known_at")


class Shapes:
    """The schemas of the description; finds what one has of fields and what an answer has."""

    def __init__(self, world: World) -> None:
        self.schemas: Json = description(world.app)["components"]["schemas"]
        self.shown = set[Field]()
        self.undeclared = set[Field]()

    def of(self, operation: Operation, status: int) -> Json:
        described = operation.described["responses"][str(status)]["content"]["application/json"]["schema"]
        return dict(described)

    def compare(self, schema: Json, value: Any) -> None:
        name = schema.get("$ref", "").rpartition("/")[2]
        schema = self.schemas[name] if name else schema
        for item in value if isinstance(value, list) else ():
            self.compare(schema.get("items", {}), item)
        if not isinstance(value, dict) or "properties" not in schema:
            return
        for field, one in value.items():
            self._note(name, schema, field)
            self.compare(schema["properties"].get(field, {}), one)

    def _note(self, name: str, schema: Json, field: str) -> None:
        if field in schema["properties"]:
            self.shown.add((name, field))
        elif not schema.get("additionalProperties"):
            self.undeclared.add((name, field))

    def declared(self, names: set[str]) -> Iterator[Field]:
        for name in names:
            yield from ((name, field) for field in self.schemas[name]["properties"] if field not in SELDOM)
