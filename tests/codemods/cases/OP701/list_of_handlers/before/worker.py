import logging

logging.basicConfig(level=logging.INFO, handlers=[logging.FileHandler("worker.log", mode="w")])
