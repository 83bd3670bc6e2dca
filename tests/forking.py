"""Processes of a test, forked from one that has the program imported: a second each time otherwise."""

import multiprocessing

FORKING = multiprocessing.get_context("forkserver")
# One list for all: whichever is set last counts for everybody.
FORKING.set_forkserver_preload(["api.app", "tests.jobs.outputs.relaying", "tests.jobs.feeds.test_kills_accepting"])
