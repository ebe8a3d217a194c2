import logging

import orders

logging.basicConfig(level=logging.INFO)
orders.run()
