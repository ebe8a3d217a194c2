import logging.config

import yaml


def configure(app):
    logging.config.fileConfig(app.config["LOG_CONF_FILE"], disable_existing_loggers=False)
    logging.config.fileConfig("logging.ini")
    with open("logging.yaml") as file:
        logging.config.dictConfig(yaml.safe_load(file))
