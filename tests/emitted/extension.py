"""Flask-SQLAlchemy as readers.py meets it: itself where it is installed, else the parts of version 3 that count."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker


class BoundSession(Session):
    """Like flask_sqlalchemy.session.Session: whatever is asked, on the extension's engine."""

    def __init__(self, db: Any, **options: Any) -> None:
        super().__init__(**options)
        self._db = db

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **options: Any) -> Any:
        return self._db.engine if bind is None else bind


class StandIn:
    def __init__(self) -> None:
        factory = sessionmaker(class_=BoundSession, db=self)
        self.session = scoped_session(factory, lambda: id(g._get_current_object()))
        self.engine: Any = None

    def init_app(self, app: Flask) -> None:
        app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})
        self.engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
        app.teardown_appcontext(lambda error: self.session.remove())


try:
    from flask_sqlalchemy import SQLAlchemy
except ImportError:
    SQLAlchemy = StandIn
