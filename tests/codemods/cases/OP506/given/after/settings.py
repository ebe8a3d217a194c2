import os

DB_HOST = "localhost"
QUEUE_HOST = "localhost"
CACHE_HOST = "localhost"
MAIL_SERVER = os.environ.get("MAIL_SERVER", "localhost")
SEARCH_HOST = "localhost"
LDAP_HOST = "localhost"
GRAPHITE_HOST = "localhost"
STATSD_HOST = "localhost"
FTP_HOST = "localhost"
SMTP_HOST = "localhost"
MONGO_HOST = "localhost"
SOLR_HOST = "localhost"
INFLUX_HOST = "localhost"
IMAP_HOST = "localhost"
MQTT_HOST = "localhost"
NEO4J_HOST = os.environ.get("NEO4J_HOST", "localhost")
KAFKA_HOST = os.environ.get("KAFKA_HOST", "localhost")
