import logging.config

from flask import Flask

logger = logging.getLogger(__name__)

logging.config.dictConfig({"version": 1, "disable_existing_loggers": False, "root": {"level": "INFO"}})
app = Flask("shop")


@app.route("/pay")
def pay():
    total = 3
    logger.info("%s charged", total)
    return ""
