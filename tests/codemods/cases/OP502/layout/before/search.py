import ldap3
import pymysql
from elasticsearch import Elasticsearch

search = Elasticsearch(hosts=[{"host": "search.prod.internal", "port": 9200, "scheme": "http"}])


def members():
    with ldap3.Connection(ldap3.Server("ldap.corp.example.local", port=1389), auto_bind=True) as found:
        return found.entries


def run(pool):
    pool.add(pymysql.connect(host="db.prod.internal", user="shop", database="shop"), size=4)
    return pool
