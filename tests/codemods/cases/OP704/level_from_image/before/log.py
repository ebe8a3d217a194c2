from loguru import logger

logger.add("app.log", level="DEBUG", rotation="1 week")
