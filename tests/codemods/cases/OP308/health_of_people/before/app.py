from flask import Blueprint, Flask

practice = Blueprint("health", __name__)
app = Flask(__name__)


@practice.route("/patients/<int:number>")
def health_records(number):
    return {"number": number}


@practice.route("/summary/<int:days>")
def summary(days):
    """How the practice did."""
    return {"days": days}


app.register_blueprint(practice)
