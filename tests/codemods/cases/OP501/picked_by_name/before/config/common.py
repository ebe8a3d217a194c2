AMQP_URL = "amqp://queue//"
