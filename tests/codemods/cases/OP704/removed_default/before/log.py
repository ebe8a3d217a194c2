from loguru import logger

logger.remove()
logger.add("app.log", rotation="1 day")
