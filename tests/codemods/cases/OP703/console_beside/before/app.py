import logging

logging.basicConfig(filename="app.log", format="%(asctime)s %(message)s", level=logging.INFO)
console = logging.StreamHandler()
logging.getLogger().addHandler(console)

log = logging.getLogger(__name__)
