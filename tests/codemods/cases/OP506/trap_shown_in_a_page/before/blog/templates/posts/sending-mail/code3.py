smtp_server = "smtp.example.org"
SMTP_HOST = "smtp.example.org"
