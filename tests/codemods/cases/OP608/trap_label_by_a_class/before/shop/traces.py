import logging
import os

from shop.labels import TraceConfig


def start() -> None:
    config = TraceConfig(stage=os.environ.get("STAGE", "dev"))
    logging.info("traces of %s", config.stage)
