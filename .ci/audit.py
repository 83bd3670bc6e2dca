"""Asks whether a locked dependency has a known vulnerability: one that has fails, not being able to ask does not."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SECONDS = 40
LOCKS = ("requirements.lock", "requirements-dev.lock")
# Each with its reason and what would end it.
ACCEPTED: tuple[str, ...] = ()


def main() -> int:
    """Counts what was asked: an index without this service answers every package as unknown, which is no all-clear."""
    packages = audited()
    asked = [package for package in packages if "vulns" in package]
    if not asked:
        say("not done: nobody could be asked about known vulnerabilities")
        return 0
    found = [f"{package['name']} {package['version']}: {vuln['id']}" for package in asked for vuln in package["vulns"]]
    say(f"{len(asked)} of {len(packages)} locked packages checked, {len(found)} known vulnerabilities", *found)
    return 1 if found else 0


def audited() -> list[dict[str, Any]]:
    """What was answered about each package; nothing when no report came, and why on the way."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "report.json"
        try:
            done = subprocess.run(command(report), timeout=SECONDS, stderr=subprocess.PIPE, text=True, check=False)
        except subprocess.TimeoutExpired:
            return []
        if report.exists():
            packages: list[dict[str, Any]] = json.loads(report.read_text())["dependencies"]
            return packages
        say(*done.stderr.strip().splitlines()[-1:])
        return []


def command(report: Path) -> list[str]:
    """With hashes everywhere nothing has to be resolved, so pip stays out of it."""
    locks = [word for lock in LOCKS for word in ("--requirement", lock)]
    accepted = [word for id in ACCEPTED for word in ("--ignore-vuln", id)]
    output = ["--format", "json", "--output", str(report), "--progress-spinner", "off"]
    return [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", *locks, *accepted, *output]


def say(*lines: str) -> None:
    sys.stdout.write("audit: " + "\n  ".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
