"""HEAD is answered like GET; the server leaves the body out. What watches whether something is up asks like that."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Bodiless:
    """Middleware: whatever answers GET need not know of HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send)
