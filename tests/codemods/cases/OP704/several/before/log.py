from loguru import logger

logger.add("info.log", level="INFO")
logger.add("error.log", level="ERROR")
