"""The two clients behind one call: our own, and wrk to check it with.

Against the endpoint of ready bytes on one machine, p50 in ms, own and wrk: 3 kB 0.26 and 0.26, 100 kB 0.26 and 0.29,
1 MB 0.42 and 0.57. Our own costs no more, and it stops after any fraction of a second, so turns can be short.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from tests.bench.client import Order, Report
from tests.serving import ROOT

Ask = Callable[[Order], Report]
SCRIPT = """
local paths, turn = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn])
end
done = function(summary, latency, requests)
  local errors = summary.errors
  print("ERRORS " .. errors.connect + errors.read + errors.write + errors.status + errors.timeout)
  print("BYTES " .. math.floor(summary.bytes / summary.requests))
  for i = 1, #latency do
    local micros, count = latency(i)
    print("TOOK " .. micros .. " " .. count)
  end
end
"""


@contextmanager
def asking(kind: str = "own") -> Iterator[Ask]:
    """A client: "own" or "wrk"."""
    if kind == "wrk":
        yield _wrk
        return
    command = [sys.executable, "-m", "tests.bench.client"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        yield lambda order: _own(client, order)
        assert client.stdin
        client.stdin.close()


def _own(client: subprocess.Popen[str], order: Order) -> Report:
    assert client.stdin
    assert client.stdout
    client.stdin.write(json.dumps(asdict(order)) + "\n")
    client.stdin.flush()
    answer = client.stdout.readline()
    if not answer:
        raise RuntimeError(f"the client gave up on {order.url}{order.paths[0]}")
    return Report(**json.loads(answer))


def _wrk(order: Order) -> Report:
    """wrk counts in whole seconds, and warms up by itself."""
    with tempfile.TemporaryDirectory() as folder:
        (paths := Path(folder, "paths")).write_text("\n".join(order.paths))
        (script := Path(folder, "script.lua")).write_text(SCRIPT % paths)
        headers = [part for name, value in order.headers.items() for part in ("-H", f"{name}: {value}")]
        seconds = f"-d{max(1, round(order.seconds))}s"
        command = ["wrk", "-t1", "-c1", seconds, "--timeout", "120s", "-s", str(script), *headers, order.url]
        return _read(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _read(printed: str) -> Report:
    lines = [line.split() for line in printed.splitlines() if line.startswith(("ERRORS", "BYTES", "TOOK"))]
    found = {words[0]: int(float(words[1])) for words in lines}
    if found.get("ERRORS", 1):
        raise RuntimeError(f"wrk met errors:\n{printed[-2000:]}")
    took = [int(words[1]) / 1e6 for words in lines if words[0] == "TOOK" for _ in range(int(words[2]))]
    return Report(took, found["BYTES"])
