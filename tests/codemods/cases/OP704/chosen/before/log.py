import os

from loguru import logger

logger.remove()
logger.add(os.path.join(os.getenv("LOGS", "logs"), "shop.log"), rotation="1 MB")


def configure(settings, folder):
    logger.add(settings.log_folder / "a.log", rotation="1 MB")
    logger.add(f"{folder}/b.log", rotation="1 MB")
    if settings.log_to_file:
        logger.add("c.log")
