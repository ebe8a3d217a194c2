import logging

import kinds
from kinds import NightHandler

logging.getLogger("jobs").addHandler(NightHandler("jobs.log"))
logging.getLogger("mail").addHandler(kinds.PlainHandler("mail.log"))
