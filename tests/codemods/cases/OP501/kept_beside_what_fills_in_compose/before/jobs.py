from celery import Celery

app = Celery("jobs", broker="amqp://jobs:wr3nch-b0x@queue:5672//")
