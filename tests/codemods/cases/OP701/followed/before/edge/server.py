import logging
import sys

logging.basicConfig(
    level=logging.INFO,
    handlers=[
        logging.FileHandler("edge.log"),
        logging.StreamHandler(sys.stdout),
    ],
)
