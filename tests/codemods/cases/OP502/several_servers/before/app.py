from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import Cluster
from opensearchpy import OpenSearch
from redis.asyncio.sentinel import Sentinel

sentinel = Sentinel([("a.internal", 26379), ("b.internal", 26379)], password="Avocet-Scrape-3377")
login = PlainTextAuthProvider("svc", "Avocet-Scrape-3378")
cluster = Cluster(["c1.internal", "c2.internal"], port=9042, auth_provider=login)
search = OpenSearch(hosts=["https://es1:9200", "https://es2:9200"], http_auth=("svc", "Avocet-Scrape-3379"))
