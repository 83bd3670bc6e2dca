"""What a workspace shows in which nothing is yet: what is missing, and where it comes from."""

from tests.api.conftest import worlds

from .conftest import visitor


def test_a_new_workspace_says_how_accounts_come_and_that_no_alert_was_raised(shared_sqlite_url: str) -> None:
    for world in worlds(shared_sqlite_url):
        client = visitor(world)
        for path in ("/", "/portfolio"):
            assert "“incumbent import” loads facts" in client.get(path).text
        assert "Nothing new." not in client.get("/").text
        assert "No alert was raised yet." in client.get("/alerts").text
