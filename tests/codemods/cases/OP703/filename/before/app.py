import logging

logging.basicConfig(filename="app.log", filemode="w", level=logging.INFO)
