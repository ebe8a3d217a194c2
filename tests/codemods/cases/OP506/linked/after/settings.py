import os

RABBITMQ_HOST = "queue"
RABBITMQ_PORT = 5672
RABBITMQ_USER = "shop"
SMTP_HOST = "relay"
SMTP_PASSWORD = "swordfish"
UPLOAD_BUCKET = os.environ.get("UPLOAD_BUCKET", "shop-uploads")
