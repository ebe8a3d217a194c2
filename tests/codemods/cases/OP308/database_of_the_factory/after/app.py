from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import create_engine

import health

if TYPE_CHECKING:
    from db import engine as typed


def create_app(url="postgresql://orders.internal/orders"):
    engine = create_engine(url)
    app = Flask(__name__)
    health.init_app(app)
    app.add_url_rule("/", view_func=lambda: engine.url.host)
    return app
