import logging
import os
import sys

BASE = os.path.dirname(__file__)
LOGS = os.path.join(BASE, "logs")

for name in sys.argv[1:]:
    logging.getLogger(name).addHandler(logging.FileHandler(os.path.join(LOGS, name + ".log")))

logging.getLogger("orders").addHandler(logging.FileHandler(os.path.join(LOGS, "orders.log")))
logging.getLogger("stock").addHandler(logging.FileHandler("var/stock.log"))
logging.getLogger("mail").addHandler(logging.FileHandler(os.path.join(BASE, "mail.log")))
logging.getLogger("jobs").addHandler(logging.FileHandler("protocols/jobs.txt"))
logging.getLogger("sent").addHandler(logging.FileHandler("sent.txt"))
