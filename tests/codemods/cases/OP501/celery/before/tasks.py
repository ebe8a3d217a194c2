from celery import Celery

celery = Celery("tasks", broker="amqp://guest:guest@localhost:5672//", backend="redis://localhost:6379/0")
