"""A private PostgreSQL for one run of the tests: as durable as a real one, and gone when the run is."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

PATIENCE = 60.0
PREFIX = "incumbent-postgresql-"
# Where xdist's workers find the cluster that the process above them started.
CLUSTER = "TESTS_CLUSTER"
# Sorted by the rules of a language, as many servers are, so that an order nobody asked for shows.
# The superuser is let in through the socket only, which nobody else's programs can reach.
START = """
set -e
initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --no-sync \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US
printf 'local all all trust\\nhost all incumbent 127.0.0.1/32 trust\\n' > data/pg_hba.conf
echo 'CREATE ROLE incumbent LOGIN NOSUPERUSER NOBYPASSRLS' | postgres --single -D data postgres
exec setpriv --pdeathsig=INT postgres -D data -k "$PWD" -p "$1" -c listen_addresses=127.0.0.1
"""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """The role `incumbent` is a plain one: row-level security holds for it as in production."""

    directory: Path
    port: int

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://incumbent@127.0.0.1:{self.port}/{database}"

    def superuser_url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.directory}&port={self.port}"

    def superuser(self) -> psycopg.Connection[TupleRow]:
        return psycopg.connect(
            host=str(self.directory), port=self.port, user="postgres", dbname="postgres", autocommit=True
        )

    @cached_property
    def administration(self) -> psycopg.Connection[TupleRow]:
        """Kept: to connect for each database took a third of the time that making and dropping it takes."""
        return self.superuser()

    def leave(self) -> None:
        """Whoever made or dropped a database is connected until then."""
        if "administration" in vars(self):
            self.administration.close()

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """A database that lasts as long as it is used, and its address."""
        name = f"test_{uuid4().hex}"
        self.create(name, template)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def create(self, name: str, template: str = "template0") -> None:
        # Two workers at once have theirs in three quarters of the time that its pages take through the log.
        create = SQL("CREATE DATABASE {} OWNER incumbent TEMPLATE {} STRATEGY FILE_COPY")
        self.administration.execute(create.format(Identifier(name), Identifier(template)))

    def drop(self, name: str) -> None:
        self.administration.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def wait(self) -> None:
        """Returns when the server answers."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.superuser().close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL does not start:\n{self.log()}") from error
                time.sleep(0.05)

    def log(self) -> str:
        return (self.directory / "log").read_text()


def running_cluster() -> Cluster:
    """That of this run of the tests."""
    port, _, directory = os.environ[CLUSTER].partition(":")
    return Cluster(directory=Path(directory), port=int(port))


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Starts in the background: who needs it waits for it, who does not, does not."""
    remove_left_behind()
    directory = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    cluster = Cluster(directory=directory, port=free_port())
    server = start(cluster)
    try:
        yield cluster
    finally:
        cluster.leave()
        stop(cluster, server)
        shutil.rmtree(directory)


def start(cluster: Cluster) -> subprocess.Popen[bytes]:
    """However this process ends, the kernel then tells the server to stop too, or the shell still setting it up."""
    command = ["setpriv", "--pdeathsig=TERM"]
    if os.geteuid() == 0:
        user = unprivileged_user()
        shutil.chown(cluster.directory, user)
        command += [f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--init-groups"]
    command += ["sh", "-c", START, "sh", str(cluster.port)]
    path = {**os.environ, "PATH": f"{binaries()}:{os.environ['PATH']}"}
    with (cluster.directory / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=cluster.directory,
            env=path,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def stop(cluster: Cluster, server: subprocess.Popen[bytes]) -> None:
    """A run may end before the server is set up, and what sets it up would go on writing."""
    if server.poll() is None:
        cluster.wait()
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def unprivileged_user() -> str:
    """PostgreSQL refuses to run as root."""
    users = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def binaries() -> Path:
    """Debian keeps every version's server in a folder of its own, outside PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    path = found[-1] if found else shutil.which("initdb")
    if path is None:
        raise RuntimeError("PostgreSQL's server is not installed: make setup does that.")
    return Path(path).parent


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def remove_left_behind() -> None:
    """A run that was killed could not remove its files."""
    for directory in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not psutil.pid_exists(int(directory.name.removeprefix(PREFIX).split("-")[0])):
            shutil.rmtree(directory, ignore_errors=True)
