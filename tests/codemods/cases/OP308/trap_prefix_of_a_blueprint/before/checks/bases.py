from flask import Blueprint

checks = Blueprint("checks", __name__, url_prefix="/internal/healthcheck")
