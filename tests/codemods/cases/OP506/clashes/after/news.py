import os

SMTP_HOST = os.environ.get("NEWS_SMTP_HOST", "bulk-relay")
BACKUP_API_HOST = os.environ["API_HOST"]
