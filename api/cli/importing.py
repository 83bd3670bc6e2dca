"""`incumbent import`: files of facts, checked as a whole, then recorded batch by batch."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.errors import Refused
from domain.facts import Fact
from domain.log.ledger import Terms
from projections.tenants import Tenant

from .collecting import uncollected
from .imports.batches import batches_of, recorded_of, unplaceable
from .imports.checking import Check
from .imports.files import Files, Flaw
from .imports.plan import Unplaceable
from .imports.survey import Key, Survey, survey
from .opening import opened_tenant
from .options import AsJson, By, Workspace
from .printing import progress, remark, say, say_json
from .refusals import BAD_INPUT, code_of

FOLLOWED_AT_ONCE = 8
STOPPED = 130
_MOST_SHOWN = 20

FactFiles = Annotated[
    list[Path], typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True, help="Facts as JSON lines.")
]
Keep = Annotated[bool, typer.Option("--keep-recorded", help="Keep each line's own recorded_at and recorded_by.")]
Follow = Annotated[
    bool, typer.Option(help="Bring the views up as well; left out, whatever serves or reads next does that.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, record nothing.")]


class Flawed(Exception):
    """The files cannot be imported as they are; nothing was recorded."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__(f"{len(flaws)} flaws")
        self.flaws = flaws


class Interrupted(Exception):
    """A batch was refused after others were recorded."""

    def __init__(self, flaw: Flaw | None, recorded: int, refused: Refused) -> None:
        super().__init__(str(flaw or refused))
        self.recorded, self.refused = recorded, refused


@dataclass(frozen=True)
class Imported:
    """What became of the lines: recorded now, or recorded before."""

    facts: int
    recorded: int
    repeated: int
    position: int | None
    seconds: float

    @property
    def rate(self) -> int:
        return round(self.facts / max(self.seconds, 1e-6))


def import_(
    files: FactFiles,
    workspace: Workspace,
    keep_recorded: Keep = False,
    dry_run: DryRun = False,
    follow: Follow = True,
    by: By = "import",
    as_json: AsJson = False,
) -> None:
    """Check whole files of facts, then record them in batches; the same import again completes one cut short."""
    with opened_tenant(workspace) as tenant, uncollected():
        lines = Files(files)
        try:
            imported = import_lines(tenant, lines, by=by, keep=keep_recorded, dry_run=dry_run, follow=follow)
        except Flawed as flawed:
            raise typer.Exit(_report_flaws(flawed.flaws, as_json)) from None
        except Interrupted as interrupted:
            raise typer.Exit(_report_interruption(interrupted)) from None
        except KeyboardInterrupt:
            remark("Stopped; the same import again goes on from there.")
            raise typer.Exit(STOPPED) from None
    _report(imported, as_json, dry_run)


def import_lines(
    tenant: Tenant, lines: Files, *, by: str, keep: bool = False, dry_run: bool = False, follow: bool = True
) -> Imported:
    """Raises Flawed before, Interrupted after something was recorded."""
    started = time.monotonic()
    found = _surveyed(lines, keep)
    recorded = recorded_of(found, tenant.ledger)
    batches = _planned(lines, found, recorded)
    check = Check(tenant.ledger, lines, found, recorded)
    repeated = _checked(check, batches)
    if dry_run:
        return Imported(len(lines), len(lines) - len(repeated), len(repeated), None, time.monotonic() - started)
    recording = _Recording(tenant, lines, found, by, check.facts, follow)
    recording.record(batches)
    new = recording.recorded
    return Imported(len(lines), new, len(lines) - new, recording.position, time.monotonic() - started)


def _surveyed(lines: Files, keep: bool) -> Survey:
    found = survey(lines, keep)
    if found.flaws:
        raise Flawed(found.flaws)
    if found.instants_left:
        remark(f"recorded_at of {found.instants_left:,} lines is left out; --keep-recorded would keep it")
    return found


def _planned(lines: Files, found: Survey, recorded: set[Key]) -> list[Sequence[int]]:
    try:
        return batches_of(lines, found, recorded)
    except Unplaceable as error:
        raise Flawed([unplaceable(lines, error.line)]) from None


def _checked(check: Check, batches: list[Sequence[int]]) -> set[int]:
    """The lines that were recorded before."""
    done = 0
    check.doubles()
    with progress("Checking") as advance:
        for batch in batches:
            check.batch(batch)
            done += len(batch)
            advance(done, len(check.files))
            if check.full:
                break
    if check.flaws:
        raise Flawed(sorted(check.flaws, key=lambda flaw: (flaw.file, flaw.line)))
    return check.repeated


class _Recording:
    """Appends batch after batch; the views follow every few batches, and in any case at the end."""

    def __init__(
        self, tenant: Tenant, lines: Files, found: Survey, by: str, parsed: dict[int, Fact], follow: bool
    ) -> None:
        self.tenant, self.lines, self.found, self.by, self.parsed = tenant, lines, found, by, parsed
        self.follow = tenant.catch_up if follow else _later
        self.recorded = 0
        self.position = tenant.ledger.recorder.max_notification_id() or 0

    def record(self, batches: Iterable[Sequence[int]]) -> None:
        done = 0
        try:
            with progress("Recording") as advance:
                for number, batch in enumerate(batches, 1):
                    self._append(batch)
                    done += len(batch)
                    if number % FOLLOWED_AT_ONCE == 0:
                        self.follow()
                    advance(done, len(self.lines))
        finally:
            self.follow()

    def _append(self, batch: Sequence[int]) -> None:
        lines = [self.lines.line(index) for index in batch]
        kept = None if self.found.kept is None else [self.found.kept[index] for index in batch]
        first = lines[0] if kept else None
        terms = Terms(by=(first and first.by) or self.by, kept=kept, caused_by=first and first.caused_by)
        try:
            receipts = self.tenant.ledger.record([line.values for line in lines], terms, self._parsed(batch))
        except Refused as refused:
            place = None if refused.index is None else self.lines.flaw(batch[refused.index], refused)
            raise Interrupted(place, self.recorded, refused) from None
        new = {receipt.position for receipt in receipts if receipt.position > self.position}
        self.recorded += len(new)
        self.position = max(new, default=self.position)

    def _parsed(self, batch: Sequence[int]) -> list[Fact] | None:
        """The facts of a batch as they were checked, once, if they were kept."""
        parsed = [fact for line in batch if (fact := self.parsed.pop(line, None)) is not None]
        return parsed if len(parsed) == len(batch) else None


def _later() -> int:
    """In place of following."""
    return 0


def _report(imported: Imported, as_json: bool, dry_run: bool) -> None:
    if as_json:
        say_json({**asdict(imported), "facts_per_second": imported.rate, "dry_run": dry_run})
        return
    said = "would be recorded" if dry_run else "recorded"
    before = f", {imported.repeated:,} recorded before" if imported.repeated else ""
    say(f"{imported.recorded:,} facts {said}{before}; {imported.seconds:.1f} s, {imported.rate:,} facts a second")


def _report_flaws(flaws: list[Flaw], as_json: bool) -> int:
    if as_json:
        errors: list[dict[str, Any]] = [asdict(flaw) for flaw in flaws]
        say_json({"recorded": 0, "errors": errors})
    for flaw in flaws[:_MOST_SHOWN]:
        remark(str(flaw))
    more = len(flaws) - _MOST_SHOWN
    remark(f"Nothing was recorded{f'; {more:,} more lines are wrong' if more > 0 else ''}.")
    return BAD_INPUT


def _report_interruption(interrupted: Interrupted) -> int:
    remark(str(interrupted))
    remark(f"{interrupted.recorded:,} facts were recorded before that; the same import again goes on from there.")
    return code_of(interrupted.refused)
