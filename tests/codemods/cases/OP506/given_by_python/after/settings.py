import os

DB_HOST = "db.internal"
QUEUE_HOST = "queue.internal"
CACHE_HOST = "cache.internal"
MAIL_SERVER = "mail.internal"
SEARCH_HOST = "search.internal"
LDAP_HOST = os.environ.get("LDAP_HOST", "ldap.internal")
SMTP_HOST = os.environ.get("SMTP_HOST", "smtp.internal")
