"""Where a benchmark run keeps its databases: fresh ones in a scratch folder, or kept ones to go on with."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from tests.bench import postgres

KEPT = "INCUMBENT_BENCH_DIR"
KINDS = ("sqlite", "postgres")


@dataclass(frozen=True)
class Stores:
    folder: Path
    postgres: postgres.Server

    def fresh(self, kind: str, name: str) -> str:
        """The address of an empty database of a kind."""
        if kind == "postgres":
            return self.postgres.fresh(f"incumbent_bench_{name}")
        shutil.rmtree(self._sqlite(name).parent, ignore_errors=True)
        self._sqlite(name).parent.mkdir()  # the file's keys lie beside it
        return self.address(kind, name)

    def address(self, kind: str, name: str) -> str:
        if kind == "postgres":
            return self.postgres.address(f"incumbent_bench_{name}")
        return f"sqlite:///{self._sqlite(name)}"

    def once(self, kind: str, name: str, load: Callable[[str], Any]) -> tuple[str, Any]:
        """A loaded database and what loading it gave; it is loaded once and then used again."""
        note = self.folder / f"{name}.{kind}.json"
        if note.exists():
            return self.address(kind, name), json.loads(note.read_text())
        given = load(address := self.fresh(kind, name))
        note.write_text(json.dumps(given))
        return address, given

    def copied(self, kind: str, name: str) -> str:
        """The address of a copy of a loaded database, as it was, with the keys that lie beside it."""
        copy = f"{name}-copy"
        if kind == "postgres":
            return self.postgres.copied(f"incumbent_bench_{name}", f"incumbent_bench_{copy}")
        shutil.rmtree(self._sqlite(copy).parent, ignore_errors=True)
        shutil.copytree(self._sqlite(name).parent, self._sqlite(copy).parent)
        self._sqlite(copy).with_stem(name).rename(self._sqlite(copy))
        return self.address(kind, copy)

    def file(self, name: str, write: Callable[[Path], Any]) -> Path:
        """A file that is written once; a half-written one is not taken for it."""
        path = self.folder / name
        if not path.exists():
            write(unfinished := self.folder / f"{name}.part")
            unfinished.rename(path)
        return path

    def _sqlite(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite" / f"{name}.db"


@contextmanager
def opened() -> Iterator[Stores]:
    with _folder() as folder, postgres.server() as server:
        if server.private:  # its databases went with the run before
            for note in folder.glob("*.postgres.json"):
                note.unlink()
        yield Stores(folder, server)


@contextmanager
def _folder() -> Iterator[Path]:
    if kept := os.environ.get(KEPT):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="incumbent-bench-") as folder:
        yield Path(folder)


def file_of(address: str) -> str:
    """The file of a SQLite address."""
    return str(make_url(address).database)
