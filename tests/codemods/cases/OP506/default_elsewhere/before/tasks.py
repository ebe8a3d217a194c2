from os import getenv

import constants
from constants import QUEUE_DEFAULT_HOST

HOST = getenv("QUEUE_SERVICE", QUEUE_DEFAULT_HOST)
ADDRESS = "{}:{}".format(HOST, getenv("QUEUE_SERVICE_PORT_NUMBER", constants.QUEUE_DEFAULT_PORT))
