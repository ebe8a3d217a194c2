from flask import Blueprint

pages = Blueprint("pages", __name__)


@pages.get("/home")
def home():
    return "home"


@pages.get("/about")
def about():
    return "about"


@pages.get("/help")
def help_():
    return "help"


@pages.get("/terms")
def terms():
    return "terms"


@pages.get("/privacy")
def privacy():
    return "privacy"


@pages.get("/imprint")
def imprint():
    return "imprint"
