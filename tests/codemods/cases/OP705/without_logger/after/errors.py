"""Errors by hand."""

import logging
import traceback
from datetime import datetime

logger = logging.getLogger(__name__)


def work(job):
    try:
        job()
    except Exception as error:
        logger.error(str(datetime.now()) + ": " + str(error))
        logger.error(traceback.format_exc())


def note(name, value):
    logger.warning("note %s %s", name, value)
    logger.warning("%s=%s", name, value)
