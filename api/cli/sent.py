"""What `incumbent webhooks` and `incumbent mails` have in common: options, deliveries, replay, tests."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
import typer

from api.alerts.outgoing import outputs_policy
from api.alerts.places import delivery_json
from api.http.bodies import decoded
from api.settings import read_settings
from jobs.outputs import pinging, queue, registry
from jobs.outputs.events import EVENT_TYPES
from jobs.outputs.policy import Kind, Outlet

from .opening import opened_tenant
from .options import AsJson, Workspace
from .printing import say, say_json

T = TypeVar("T", bound=msgspec.Struct)

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of the place.")]
OwnId = Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; made if left out.")]
Description = Annotated[str, typer.Option("--description", metavar="TEXT", help="What it is for.")]
Types = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help=f"Only these events: {', '.join(EVENT_TYPES)}.")
]
Rules = Annotated[list[str] | None, typer.Option("--rule", metavar="RULE", help="Only alerts of these rules.")]
Accounts = Annotated[list[str] | None, typer.Option("--account", metavar="ACCOUNT", help="Only of these accounts.")]
Severity = Annotated[
    str | None, typer.Option("--severity", metavar="SEVERITY", help="At least low, medium, high or critical.")
]
Language = Annotated[str, typer.Option("--language", metavar="LANGUAGE", help="Of what it says to people: en or fr.")]
Restricted = Annotated[bool, typer.Option("--restricted", help="Also what rests on links and opinions.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1_000, metavar="N", help="How many at most.")]
State = Annotated[str | None, typer.Option("--state", metavar="STATE", help=f"Only {', '.join(queue.STATES)}.")]
One = Annotated[str | None, typer.Option("--delivery", metavar="ID", help="Only this one, whatever became of it.")]


def checked(said: dict[str, Any], form: type[T]) -> T:
    """What was typed, held to the same form as over HTTP. Raises InvalidRequest naming the field."""
    return decoded(msgspec.json.encode({name: value for name, value in said.items() if value is not None}), form)


class Places(NamedTuple):
    """What can be done to any place of these kinds, as commands."""

    kinds: tuple[Kind, ...]

    def deliveries(
        self, id: Id, workspace: Workspace, state: State = None, limit: Limit = 20, as_json: AsJson = False
    ) -> None:
        with opened_tenant(workspace) as tenant:
            registry.outlet(tenant.ledger, id, *self.kinds)
            found = queue.deliveries_of(tenant.ledger, id, [state] if state else [], limit)
        shown = [delivery_json(one) for one in found]
        if as_json:
            say_json({"deliveries": shown})
            return
        for one in shown:
            say(_told(one))

    def replay(self, id: Id, workspace: Workspace, delivery: One = None, as_json: AsJson = False) -> None:
        with opened_tenant(workspace) as tenant:
            registry.outlet(tenant.ledger, id, *self.kinds)
            count = queue.replay(tenant.ledger, id, delivery)
        if as_json:
            say_json({"replayed": count})
        else:
            say(f"{count:,} sent again, under the {'id it' if count == 1 else 'ids they'} had.")

    def test(self, id: Id, workspace: Workspace, as_json: AsJson = False) -> None:
        with opened_tenant(workspace) as tenant:
            delivery = pinging.ping(tenant.ledger, registry.outlet(tenant.ledger, id, *self.kinds))
        if as_json:
            say_json({"delivery": delivery})
        else:
            say(f"{delivery} is sent by whichever process runs the jobs.")

    def pause(self, id: Id, workspace: Workspace) -> None:
        say(f"{self._restated(workspace, id, 'paused').id} is paused.")

    def resume(self, id: Id, workspace: Workspace) -> None:
        say(f"{self._restated(workspace, id, 'active').id} is active.")

    def remove(self, id: Id, workspace: Workspace) -> None:
        with opened_tenant(workspace) as tenant:
            registry.remove(tenant.ledger, id, *self.kinds)
        say(f"{id} is removed, with what still waited for it.")

    def _restated(self, workspace: str, id: str, state: str) -> Outlet:
        with opened_tenant(workspace) as tenant:
            return registry.change(tenant, id, {"state": state}, outputs_policy(read_settings()), *self.kinds)


def add_commands(app: typer.Typer, kinds: tuple[Kind, ...], helps: dict[str, str]) -> None:
    """The commands of `Places` that are named here, each with what it says of itself."""
    for name, help in helps.items():
        app.command(name, help=help)(getattr(Places(kinds), name))


def _told(delivery: dict[str, Any]) -> str:
    due = f", again at {delivery['next_attempt'][:19]}" if delivery["next_attempt"] else ""
    problem = f": {delivery['problem']}" if delivery["problem"] else ""
    tried = f"after {delivery['attempts']} attempt{'' if delivery['attempts'] == 1 else 's'}"
    return f"{delivery['id']}  {delivery['type']}  {delivery['state']} {tried}{due}{problem}"


def counted(deliveries: dict[str, int]) -> str:
    """In a word or two: `12 delivered, 1 dead`."""
    return ", ".join(f"{many:,} {state}" for state, many in deliveries.items() if many) or "nothing yet"
