import os

SMTP_HOST = "bulk-relay"
BACKUP_API_HOST = os.environ["API_HOST"]
