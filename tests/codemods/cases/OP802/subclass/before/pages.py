"""The pages that are the same for everybody."""

from extensions import db
from flask import Blueprint, render_template

pages = Blueprint("pages", __name__)


@pages.get("/")
def home():
    return render_template("home.html")


@pages.get("/about")
def about():
    return render_template("about.html")


@pages.get("/help")
def help_():
    return render_template("help.html")


@pages.get("/terms")
def terms():
    return render_template("terms.html", terms=db.session.execute(db.text("SELECT * FROM terms")))


@pages.get("/privacy")
def privacy():
    return render_template("privacy.html")


@pages.get("/imprint")
def imprint():
    return render_template("imprint.html")
