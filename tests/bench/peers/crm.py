"""Peers without history: the present as an ordinary backend serves it (`b`), and the same written for speed (`b lean`).

Both are two endpoints over one table of current states, in the environment's CRM_URL.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Annotated

import orjson
from fastapi import Depends, FastAPI, Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class CurrentRole(Base):
    __tablename__ = "crm_roles"

    role: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    reports_to: Mapped[str | None]
    holder: Mapped[str | None]


class RoleAnswer(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    role: str
    title: str
    reports_to: str | None
    holder: str | None


app = FastAPI()
engine = create_engine(os.environ.get("CRM_URL", "sqlite://"))
LEAN = select(CurrentRole.role, CurrentRole.title, CurrentRole.reports_to, CurrentRole.holder)


def session() -> Iterator[Session]:
    with Session(engine) as opened:
        yield opened


@app.get("/accounts/{account}/map", response_model=list[RoleAnswer])
def ordinary_map(account: str, session: Annotated[Session, Depends(session)]) -> Sequence[CurrentRole]:
    return session.scalars(select(CurrentRole).where(CurrentRole.account == account)).all()


@app.get("/lean/accounts/{account}/map")
def lean_map(account: str) -> Response:
    with engine.connect() as db:
        rows = db.execute(LEAN.where(CurrentRole.account == account)).all()
    body = [{"role": role, "title": title, "reports_to": above, "holder": who} for role, title, above, who in rows]
    return Response(orjson.dumps(body), media_type="application/json")
