"""The bookshop."""

import signal
import sys
import uuid

from flask import Flask, g, jsonify, render_template, request, session
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

import access
import cart
import catalogue
import checkout
import config
import logconfig
import recommendations
import reviews
import seed
import telemetry
from db import engine, wait_for_database
from models import Base

logconfig.configure()

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.TRUSTED_PROXIES, x_proto=config.TRUSTED_PROXIES)
access.init_app(app)
telemetry.init_app(app)
app.secret_key = config.SECRET_KEY
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
app.config["SESSION_COOKIE_SECURE"] = config.SESSION_COOKIE_SECURE
app.register_blueprint(catalogue.bp)
app.register_blueprint(recommendations.bp)
app.register_blueprint(reviews.bp)
app.register_blueprint(cart.bp)
app.register_blueprint(checkout.bp)

wait_for_database()
Base.metadata.create_all(engine)
seed.load_books()


def stop(signum, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)


@app.before_request
def recognise_customer():
    if "userid" not in session:
        session["userid"] = uuid.uuid4().hex
    g.userid = session["userid"]


@app.errorhandler(HTTPException)
def show_error(error):
    if request.path.startswith("/api/"):
        return jsonify(error=error.description), error.code
    return render_template("error.html", error=error), error.code


@app.template_filter()
def money(cents):
    return f"{cents / 100:.2f} {config.SHOP_CURRENCY}"


@app.context_processor
def shop():
    return {"shop_name": config.SHOP_NAME}


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
