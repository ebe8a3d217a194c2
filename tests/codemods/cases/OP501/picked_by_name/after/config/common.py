import os

AMQP_URL = os.environ.get("AMQP_URL", "amqp://queue//")
