from contextlib import closing

from flask import Blueprint, jsonify
from flask_login import login_required
from sqlalchemy import text

from .database import ReaderSession
from .extensions import cache

bp = Blueprint("shop", __name__)


@bp.route("/", methods=["GET"])
@login_required
@cache.cached(timeout=60)
def index():
    with closing(ReaderSession()) as session:
        return jsonify(list(session.execute(text("SELECT title FROM books")).scalars()))
