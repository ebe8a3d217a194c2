import logging


class TestingConfig:
    HANDLER = logging.FileHandler("test.log")
