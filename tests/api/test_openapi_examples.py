"""The description tells the truth: every example works, and every operation has what a reader needs."""

from typing import Any

from api.examples.worked import EXAMPLES

from .conftest import World
from .operations import STREAMS, Operation, description, operations


def named(world: World, name: str) -> Operation:
    return next(operation for operation in operations(world.app) if operation.name == name)


def required(operation: Operation) -> set[str]:
    return {one["name"] for one in operation.described.get("parameters", ()) if one.get("required")}


def test_every_operation_says_what_it_does_and_shows_how(sqlite_world: World) -> None:
    lacking = [
        operation.name
        for operation in operations(sqlite_world.app)
        if not operation.described.get("description")
        or not required(operation) <= {*operation.examples("path"), *operation.examples("query")}
        or ("requestBody" in operation.described and not operation.bodies)
    ]
    assert lacking == []


def test_every_example_belongs_to_an_operation_and_a_parameter(sqlite_world: World) -> None:
    for name, examples in EXAMPLES.items():
        operation = named(sqlite_world, name)
        parameters = {one["name"] for one in operation.described.get("parameters", ())}
        assert set(examples) <= {*parameters, "body"}, name


def test_every_parameter_is_described(sqlite_world: World) -> None:
    silent = [
        (operation.name, parameter["name"])
        for operation in operations(sqlite_world.app)
        for parameter in operation.described.get("parameters", ())
        if not parameter.get("description")
    ]
    assert silent == []


def test_every_example_works(world: World) -> None:
    """One after the other, as a reader would try them: what is recorded first is read later."""
    client, wrong = world.client("admin"), []
    first = named(world, "record_facts")
    others = [one for one in operations(world.app) if one.name not in (*STREAMS, "record_facts", "erase_person")]
    for operation in (first, *others, named(world, "erase_person")):
        ids = {"id": world.key().split("_")[1]} if operation.name == "revoke_key" else {}
        for body in operation.bodies or [None]:
            answer = operation.send(client, body, **ids)
            if not answer.is_success or not documented(operation, answer.status_code):
                wrong.append((operation.name, answer.status_code, answer.text))
    assert wrong == []


def documented(operation: Operation, status: int) -> bool:
    return str(status) in operation.described["responses"]


def test_the_description_is_openapi_3_1_with_the_two_clocks(sqlite_world: World) -> None:
    document = sqlite_world.client().get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "Two clocks" in document["info"]["description"]
    assert document == description(sqlite_world.app)


def test_the_forms_of_facts_stand_in_the_description(sqlite_world: World) -> None:
    schemas: dict[str, Any] = description(sqlite_world.app)["components"]["schemas"]
    assert schemas["person_took_role"]["required"] == ["type", "person", "role"]
    assert schemas["person_introduced"]["properties"]["name"]["x-personal"] == {"of": ["person"]}


def test_the_documentation_shows_every_operation_and_loads_nothing_from_elsewhere(sqlite_world: World) -> None:
    page = sqlite_world.client().get("/docs").text
    missing = [one.name for one in operations(sqlite_world.app) if f"{one.method} {one.path}</code>" not in page]
    assert missing == []
    assert "press release" in page
    assert [found for found in ("<script", "src=", '="https://') if found in page] == []
