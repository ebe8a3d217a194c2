"""What readers say about a book, with a photo if they like."""

import uuid
from pathlib import PurePath

from flask import Blueprint, abort, jsonify, redirect, request, url_for

import storage
from catalogue import get_book, review_json
from db import Session
from models import Review

UPLOAD_FOLDER = "uploads"
PHOTO_TYPES = {".gif", ".jpeg", ".jpg", ".png", ".webp"}

storage.makedirs(UPLOAD_FOLDER, exist_ok=True)

bp = Blueprint("reviews", __name__)


def save_photo(photo):
    """Keep the photo under a name of our own and return that name."""
    extension = PurePath(photo.filename).suffix.lower()
    if extension not in PHOTO_TYPES:
        abort(400, "A photo is a GIF, JPEG, PNG or WebP file.")
    name = f"{uuid.uuid4().hex}{extension}"
    storage.save(photo, f"{UPLOAD_FOLDER}/{name}")
    return name


def write_review(book_id):
    name, text = request.form.get("name", "").strip(), request.form.get("text", "").strip()
    if not (name and text):
        abort(400, "A review needs a name and a text.")
    photo = request.files.get("photo")
    with Session() as db:
        book = get_book(db, book_id)
        review = Review(book_id=book.id, name=name, text=text, photo=save_photo(photo) if photo else None)
        db.add(review)
        db.commit()
        return review_json(review)


@bp.post("/books/<int:book_id>/reviews")
def add_review(book_id):
    write_review(book_id)
    return redirect(url_for("catalogue.book_page", book_id=book_id))


@bp.post("/api/books/<int:book_id>/reviews")
def create_review(book_id):
    return jsonify(write_review(book_id)), 201


@bp.get("/uploads/<name>")
def uploaded(name):
    return storage.send_from_directory(UPLOAD_FOLDER, name)
