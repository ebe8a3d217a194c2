import logging.config
import os

from paths import configuration


def configure(app, path):
    logging.config.fileConfig(configuration(debug=False))
    logging.config.fileConfig(path)
    logging.config.fileConfig(app.config["LOG_CONF"])
    logging.config.fileConfig(os.path.join(os.path.dirname(__file__), "logging%s.conf" % app.name))
