"""Questions to a server on this machine."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from .wording import Json

SECONDS = 60


@dataclass(frozen=True)
class Client:
    """Asks with one key."""

    address: str
    key: str

    def get(self, path: str) -> Json:
        """The JSON of a path. Raises ConnectionError where the server does not answer 200."""
        with closing(HTTPConnection(urlsplit(self.address).netloc, timeout=SECONDS)) as connection:
            connection.request("GET", path, headers={"Authorization": f"Bearer {self.key}"})
            response = connection.getresponse()
            body = response.read()
        if response.status != 200:
            raise ConnectionError(f"GET {path} answered {response.status}: {body.decode(errors='replace')}")
        answer: Json = json.loads(body)
        return answer
