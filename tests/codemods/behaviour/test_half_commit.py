"""A kill between two commits of one unit of work leaves half of it; with one commit it leaves nothing."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest

from tests.codemods.behaviour.stopping import DEADLINE, running, write

APP = """from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from stock import take
from models import Base, Line, Order

app = Flask(__name__)
engine = create_engine("sqlite:///shop.db")


@app.post("/orders")
def create():
    with Session(engine) as session:
        order = Order()
        session.add(order)
        session.commit()
        take(order.id)
        session.add(Line(order_id=order.id))
        session.commit()
    return "", 201
"""
MODELS = """from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)


class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int]
"""
STOCK = """import os
import signal


def take(number):
    if "KILL" in os.environ.get("STOCK", ""):
        os.kill(os.getpid(), signal.SIGKILL)
"""
REQUEST = """import models
import app

models.Base.metadata.create_all(app.engine)
assert app.app.test_client().post("/orders").status_code == 201
"""


def rows(folder: Path) -> list[int]:
    connection = sqlite3.connect(folder / "shop.db")
    found = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("orders", "lines")]
    connection.close()
    return found


@pytest.mark.parametrize(("fixed", "left"), [(True, [0, 0]), (False, [1, 0])])
def test_a_kill_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixed: bool, left: list[int]) -> None:
    folder = write(tmp_path, {"app.py": APP, "stock.py": STOCK}, "OP323", {"models.py": MODELS}, fixed=fixed)
    monkeypatch.setenv("STOCK", "KILL")
    with running(folder, "-c", REQUEST) as process:
        assert process.wait(DEADLINE) == -signal.SIGKILL
    assert rows(folder) == left
    monkeypatch.delenv("STOCK")
    with running(folder, "-c", REQUEST) as process:
        assert process.wait(DEADLINE) == 0
    assert rows(folder) == [left[0] + 1, 1]
