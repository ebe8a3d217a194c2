import logging
import sys

logging.basicConfig(filename="app.log", level=logging.INFO)
logging.getLogger("orders").addHandler(logging.FileHandler("orders.log"))
logging.getLogger().addHandler(logging.FileHandler("all.log"))
audit = logging.getLogger("audit")
audit.propagate = False
audit.addHandler(logging.StreamHandler(sys.stdout))
