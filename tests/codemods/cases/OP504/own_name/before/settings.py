import os

AWS_SECRET_ACCESS_KEY = os.environ.get("AWS_SECRET_ACCESS_KEY", "aws_secret_access_key")
STRIPE_API_KEY = os.getenv("STRIPE_API_KEY", "stripe-api-key")
