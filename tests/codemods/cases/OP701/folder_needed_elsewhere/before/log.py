import logging
import os

os.makedirs("var", exist_ok=True)
handler = logging.FileHandler("var/app.log")
logging.getLogger("shop").addHandler(handler)
