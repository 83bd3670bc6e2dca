"""`incumbent merge` and `unmerge`: two records become one, and two again."""

from tests.api.command_line import CommandLine, company, lines

W = ("--workspace", "W")


def test_merged_and_unmerged_again(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    incumbent.ok("keys", "create", *W, "--scope", "admin")
    incumbent.ok("record", *W, stdin=lines(*company()))
    assert incumbent.ok("merge", "p0", "p1", *W).out.endswith(" at position 12\n")
    assert [stay["role"] for stay in incumbent.ok("career", "p1", *W, "--json").json["stays"]] == ["r0", "r1"]
    exported = incumbent.ok("export", "acme", *W).out
    said = incumbent("merge", "p1", "p0", *W)
    assert (said.code, said.err.startswith("fact 0: kept: p1 was merged into p0")) == (2, True)
    assert incumbent.ok("unmerge", "p0", "p1", *W, "--json").json[0]["position"] == 13
    assert [stay["role"] for stay in incumbent.ok("career", "p1", *W, "--json").json["stays"]] == ["r1"]
    again = CommandLine(sqlite_url)
    again.ok("keys", "create", "--workspace", "copy", "--scope", "admin")
    again.ok("record", "--workspace", "copy", stdin=exported)
    told = again.ok("career", "p1", "--workspace", "copy", "--json").json
    assert (told["person"]["id"], len(told["stays"])) == ("p0", 2)


def test_organizations_are_merged_by_their_kind(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    incumbent.ok("keys", "create", *W, "--scope", "admin")
    twice = {"type": "organization_registered", "organization": "acme-2", "name": "Acme Ltd"}
    incumbent.ok("record", *W, stdin=lines(*company(), twice))
    incumbent.ok("merge", "acme", "acme-2", *W, "--kind", "organization")
    assert incumbent.ok("map", "acme-2", *W, "--format", "json").json["account"]["id"] == "acme"
    assert incumbent("merge", "acme", "acme-2", *W).code == 2
