import logging

logging.getLogger().addHandler(logging.FileHandler("/var/log/shop/worker.log"))
