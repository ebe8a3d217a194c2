SMTP_HOST = "relay"
API_HOST = "api"
