"""Rules of the house that no tool knows."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
# Taken apart, so that this file may itself be searched.
HOSTS = ("pypi org", "pythonhosted org", "deb debian org", "registry npmjs org", "crates io", "proxy golang org")
HOST = re.compile("|".join(re.escape(host.replace(" ", ".")) for host in HOSTS))
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:root|work|home)/")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
MOST_SIGNS = 140  # in a line of a template
IGNORED = {".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
LOCKS = {
    "requirements.lock": [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]],
    "requirements-dev.lock": PROJECT["dependency-groups"]["dev"],
    "requirements-peers.lock": PROJECT["dependency-groups"]["peers"],
}


def tracked() -> list[Path]:
    """The owner of a fresh clone may be somebody else than who runs the tests; a plain copy has no index to ask."""
    if not (ROOT / ".git").exists():
        return [path for path in ROOT.rglob("*") if path.is_file() and not IGNORED & set(path.parts)]
    git = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(git, check=True, capture_output=True, text=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def locked(lock: str) -> Iterator[tuple[str, str, str]]:
    """Name, version and the rest of each entry."""
    joined = (ROOT / lock).read_text().replace("\\\n", " ")
    for line in joined.splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition("==")
            yield name, rest.split()[0], rest


def test_no_file_names_a_package_registry() -> None:
    assert lines_matching(HOST) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_matching(MACHINE_PATH) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_has_its_hashes(lock: str) -> None:
    entries = list(locked(lock))
    assert entries
    assert [name for name, _, rest in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert re.findall(r"^.*(?:://|--index-url|--extra-index|--find-links|--trusted-host| @ ).*$", text, re.M) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_fits_what_the_project_asks_for(lock: str) -> None:
    versions = {name: version for name, version, _ in locked(lock)}
    asked = [Requirement(line) for line in LOCKS[lock]]
    unfit = [str(one) for one in asked if not one.specifier.contains(versions.get(canonicalize_name(one.name), "0"))]
    assert unfit == [], f"{lock} is out of date: make lock"


def test_the_tools_and_the_product_agree_on_what_they_share() -> None:
    product, *others = ({name: version for name, version, _ in locked(lock)} for lock in LOCKS)
    shared = [(name, version) for tools in others for name, version in tools.items() if name in product]
    assert [(name, version) for name, version in shared if product[name] != version] == []


def test_every_file_of_tests_asserts_something() -> None:
    empty = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        tests = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        if tests and not any(isinstance(node, ast.Assert) for node in nodes):
            empty.append(str(path.relative_to(ROOT)))
    assert empty == []


def test_templates_have_no_long_lines() -> None:
    """Ruff holds Python to its own."""
    templates = [path for path in tracked() if path.parent.name == "templates"]
    lines = [(path.name, at, line) for path in templates for at, line in enumerate(path.read_text().splitlines(), 1)]
    assert lines
    assert [f"{name}:{at}" for name, at, line in lines if len(line) > MOST_SIGNS] == []
