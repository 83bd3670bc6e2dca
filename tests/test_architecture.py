"""The shape of the code holds: imports point inwards, modules and functions stay small."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Each layer and what it may import of the others. The command line starts the jobs, hence api's.
INWARDS = {
    "domain": set[str](),
    "projections": {"domain"},
    "jobs": {"domain", "projections"},
    "api": {"domain", "projections", "jobs"},
}
WEB = {"fastapi", "starlette", "uvicorn", "wsgiref", "http.server"}
HTTP_CLIENTS = {"httpx", "httpx2", "requests", "urllib3", "aiohttp", "urllib.request", "http.client"}
# The one way out; and the demo, which asks the server it has just started.
SPEAKING_HTTP = {Path("jobs/egress.py"), Path("api/demo/client.py")}
MODULE_LINES = 300
FUNCTION_LINES = 20


def modules(*layers: str) -> Iterator[tuple[Path, ast.Module]]:
    for layer in layers or INWARDS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            yield path.relative_to(ROOT), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Absolute ones, `from a import b` as a.b because b may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def beside(path: Path, tree: ast.Module) -> Iterator[str]:
    """What is imported by dots, as `imports` names it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            package = ".".join(path.parts[: -node.level])
            yield from (f"{package}.{node.module}.{alias.name}" for alias in node.names if node.module)
            yield from (f"{package}.{alias.name}" for alias in node.names if not node.module)


def within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From the first statement to the last line; a docstring is free."""
    statements = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def test_imports_point_inwards() -> None:
    outwards = [
        f"{path}:{line} imports {name}, which lies further out"
        for layer, inner in INWARDS.items()
        for path, tree in modules(layer)
        for line, name in imports(tree)
        if within(name, set(INWARDS) - inner - {layer})
    ]
    assert not outwards, "\n".join(outwards)


def circle(imported: dict[str, set[str]]) -> list[str]:
    """Modules of which each imports the next, the first once more at the end; none: there is no circle."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not for types, nor within functions."""
    known = {name_of(path) for path, _ in modules()}
    imported = {
        name_of(path): {
            module
            for name in (*beside(path, tree), *(name for _, name in imports(tree)))
            for module in (name, name.rpartition(".")[0])
            if module in known and module != name_of(path)
        }
        for path, tree in modules()
    }
    assert sum(map(len, imported.values())) > len(known)
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert not circle(imported), circle(imported)


def test_what_is_true_knows_nothing_of_the_web() -> None:
    webbed = [
        f"{path}:{line} imports {name}: HTTP belongs to api and jobs"
        for path, tree in modules("domain", "projections")
        for line, name in imports(tree)
        if within(name, WEB | HTTP_CLIENTS)
    ]
    assert not webbed, "\n".join(webbed)


def test_there_is_one_way_out() -> None:
    calling = [
        f"{path}:{line} imports {name}: only jobs/egress.py checks where it leads"
        for path, tree in modules()
        for line, name in imports(tree)
        if within(name, HTTP_CLIENTS) and path not in SPEAKING_HTTP
    ]
    assert not calling, "\n".join(calling)


def test_the_product_never_imports_its_tests() -> None:
    testing = [
        f"{path}:{line} imports {name}"
        for path, tree in modules()
        for line, name in imports(tree)
        if within(name, {"tests", "pytest", "hypothesis"})
    ]
    assert not testing, "\n".join(testing)


def test_the_folder_of_the_migrations_never_hides_alembic() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists(), "with it, `import alembic` finds our folder"


def test_no_module_is_long() -> None:
    long = [
        f"{path} has {lines} lines, {MODULE_LINES} at most: split it by noun"
        for path, _ in modules()
        if (lines := len((ROOT / path).read_text().splitlines())) > MODULE_LINES
    ]
    assert not long, "\n".join(long)


def test_no_function_is_long() -> None:
    long = [
        f"{path}:{function.lineno} {function.name} has {lines} lines, {FUNCTION_LINES} at most"
        for path, tree in modules()
        for function in functions(tree)
        if (lines := body_lines(function)) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


def test_what_several_threads_may_read_by_first_was_looked_through_before() -> None:
    """msgspec looks through a class at first use, and two threads that do it at once end the process."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules()
        for inside in ast.walk(tree)
        if isinstance(inside, ast.FunctionDef)
        for call in ast.walk(inside)
        if isinstance(call, ast.Call) and (kind := _read_by(call)) is not None
        if not (isinstance(kind, ast.Call) and ast.unparse(kind.func) == "readable")
    ]
    assert found == []


def _read_by(call: ast.Call) -> ast.expr | None:
    """To which type something is converted or decoded."""
    name = ast.unparse(call.func)
    if name in ("msgspec.convert", "convert"):
        return call.args[1]
    typed = next((one.value for one in call.keywords if one.arg == "type"), None)
    return typed if name == "msgspec.json.decode" else None
