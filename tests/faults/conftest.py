"""The program, ready to be started and killed."""

from collections.abc import Iterator
from random import Random

import pytest

from .journal import Journal
from .place import Place
from .program import Program, ready


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with ready(tmp_path_factory.mktemp("said")) as program:
        yield program


@pytest.fixture
def place(program: Program, database_url: str) -> Place:
    return Place(program, database_url, Journal(), Random(9))
