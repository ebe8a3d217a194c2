import os

import ldap3
import pymysql
from elasticsearch import Elasticsearch

search = Elasticsearch(
    hosts=[
        {
            "host": os.environ.get("ELASTICSEARCH_HOST", "search.prod.internal"),
            "port": int(os.environ.get("ELASTICSEARCH_PORT", "9200")),
            "scheme": "http",
        }
    ]
)


def members():
    with ldap3.Connection(
        ldap3.Server(
            os.environ.get("LDAP_HOST", "ldap.corp.example.local"),
            port=int(os.environ.get("LDAP_PORT", "1389")),
        ),
        auto_bind=True,
    ) as found:
        return found.entries


def run(pool):
    pool.add(
        pymysql.connect(
            host=os.environ.get("DB_HOST", "db.prod.internal"),
            user=os.environ.get("DB_USER", "shop"),
            database=os.environ.get("DB_NAME", "shop"),
        ),
        size=4,
    )
    return pool
