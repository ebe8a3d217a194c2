"""What else readers of a book bought: a model that the data team trains on the whole book trade."""

import json
from pathlib import Path

import boto3
from botocore.config import Config
from flask import Blueprint, jsonify, render_template
from sqlalchemy import select

import config
import once
from catalogue import book_json, get_book
from db import ReaderSession
from models import Book

bp = Blueprint("recommendations", __name__)

s3 = boto3.client(
    "s3",
    endpoint_url=config.AWS_ENDPOINT_URL,
    aws_access_key_id=config.AWS_ACCESS_KEY_ID,
    aws_secret_access_key=config.AWS_SECRET_ACCESS_KEY,
    config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2}),
)


@once.per_process
def model():
    if not Path(config.MODEL_FILE).exists():
        s3.download_file(config.MODEL_BUCKET, config.MODEL_KEY, config.MODEL_FILE)
    return json.loads(Path(config.MODEL_FILE).read_text(encoding="utf-8"))


def also_bought(db, book, limit=4):
    """The books of ours that the model puts next to this one, the closest first."""
    isbns = model().get(book.isbn, [])
    ours = db.scalars(select(Book).where(Book.isbn.in_(isbns))).all()
    return sorted(ours, key=lambda other: isbns.index(other.isbn))[:limit]


@bp.get("/books/<int:book_id>/recommendations")
def recommended(book_id):
    with ReaderSession() as db:
        return render_template("recommendations.html", books=also_bought(db, get_book(db, book_id)))


@bp.get("/api/recommendations/<int:book_id>")
def recommend(book_id):
    with ReaderSession() as db:
        return jsonify(books=[book_json(book) for book in also_bought(db, get_book(db, book_id))])
