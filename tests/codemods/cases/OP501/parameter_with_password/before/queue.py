import amqp


class Queue:
    def __init__(self, name, amqp_url="amqp://app:hunter22@mq:5672/%2F", limit=0):
        self.name = name
        self.connection = amqp.Connection(amqp_url)
