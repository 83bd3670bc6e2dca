"""The command line as tests call it: in this process, against one database."""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from typer import main, testing
from typer.testing import CliRunner

from api.cli import app

ROOT = Path(__file__).parents[2]
ROOT_KEY = "5e" * 32

# typer would make all commands anew for each call, which takes as long as what most of them do.
testing._get_command = lru_cache(main.get_command)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    database_url: str
    root_key: str | None = ROOT_KEY

    @property
    def environment(self) -> dict[str, str]:
        key = {} if self.root_key is None else {"INCUMBENT_ROOT_KEY": self.root_key}
        return {"INCUMBENT_DATABASE_URL": self.database_url, "COLUMNS": "200", **key}

    def __call__(self, *arguments: str | Path, stdin: str = "") -> Said:
        """Whatever nobody expects is raised."""
        command = [str(argument) for argument in arguments]
        result = CliRunner().invoke(app, command, input=stdin, env=self.environment)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    def ok(self, *arguments: str | Path, stdin: str = "") -> Said:
        said = self(*arguments, stdin=stdin)
        assert said.code == 0, said.err
        return said

    def key(self, workspace: str) -> str:
        """A new one with every scope, of a workspace that may be new."""
        made = self.ok("keys", "create", "--workspace", workspace, "--scope", "admin", "--json")
        return str(made.json["key"])


def for_subprocess(command_line: CommandLine) -> dict[str, str]:
    return {**os.environ, **command_line.environment}


def lines(*facts: dict[str, Any]) -> str:
    return "".join(json.dumps(fact) + "\n" for fact in facts)


def company(roles: int = 3) -> list[dict[str, Any]]:
    """An account with posts and as many people, each in a post of their own."""
    born = {"effective": "2020-01-01"}
    posts = [f"r{number}" for number in range(roles)]
    people = [f"p{number}" for number in range(roles)]
    return [
        {"type": "organization_registered", "organization": "acme", "name": "Acme"},
        {"type": "account_opened", "organization": "acme"},
        *({"type": "role_defined", "role": post, "organization": "acme", "title": "Post", **born} for post in posts),
        *({"type": "person_introduced", "person": person, "name": f"Somebody {person}"} for person in people),
        *(
            {"type": "person_took_role", "person": person, "role": post, **born}
            for person, post in zip(people, posts, strict=True)
        ),
    ]
