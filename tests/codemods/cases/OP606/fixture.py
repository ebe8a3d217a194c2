# case: bound_to_itself
import configparser


def load(env=None):
    env = env
    config = configparser.ConfigParser(env)
    config.read("app.ini")
    return config["db"]["host"]
# after:
import configparser
import os


def load(env=None):
    env = env
    config = configparser.ConfigParser(env)
    config.read("app.ini")
    return os.environ.get("DB_HOST", config["db"]["host"])

# case: in_a_function
# file: db.py
import os
from configparser import ConfigParser

import psycopg2


def connect():
    parser = ConfigParser()
    parser.read(os.path.join(os.path.dirname(__file__), "database.ini"))
    return psycopg2.connect(host=parser["postgresql"]["host"], dbname=os.getenv("POSTGRESQL_NAME") or parser["postgresql"]["name"])
# after:
import os
from configparser import ConfigParser

import psycopg2


def connect():
    parser = ConfigParser()
    parser.read(os.path.join(os.path.dirname(__file__), "database.ini"))
    return psycopg2.connect(host=os.getenv("POSTGRESQL_HOST", parser["postgresql"]["host"]), dbname=os.getenv("POSTGRESQL_NAME") or parser["postgresql"]["name"])

# case: lists
# file: filters.py
import configparser
import re


def filters():
    """Read at each request, so that a list can be changed while the service runs."""
    found = configparser.ConfigParser()
    found.read("filters.ini")
    hosts = [each.strip() for each in found["hosts"]["ignore"].split("\n") if each.strip()]
    names = re.compile("|".join(found.get("names", "ignore").splitlines()))
    replaced = {each: found["replaced"][each].split(",") for each in found["replaced"]}
    return hosts, names, replaced


def colours():
    found = configparser.ConfigParser()
    found.read("colours.ini")  # finding
    return found["page"]["front"], found["page"]["others"].split(",")
# after:
import configparser
import os
import re


def filters():
    """Read at each request, so that a list can be changed while the service runs."""
    found = configparser.ConfigParser()
    found.read("filters.ini")
    hosts = [each.strip() for each in found["hosts"]["ignore"].split("\n") if each.strip()]
    names = re.compile("|".join(found.get("names", "ignore").splitlines()))
    replaced = {each: found["replaced"][each].split(",") for each in found["replaced"]}
    return hosts, names, replaced


def colours():
    found = configparser.ConfigParser()
    found.read("colours.ini")
    return os.environ.get("PAGE_FRONT", found["page"]["front"]), os.environ.get("PAGE_OTHERS", found["page"]["others"]).split(",")

# case: trap_written_back
# file: seal.py
import configparser
import hashlib


def seal(path):
    kept = configparser.ConfigParser()
    kept.read("./hashes.ini")
    digest = hashlib.sha256(open(path, "rb").read()).hexdigest()
    if kept["files"][path] != digest:
        kept["files"][path] = digest
        with open("./hashes.ini", "w") as file:
            kept.write(file)


def make():
    parser = configparser.ConfigParser()
    parser.read("deploy/shop_template.ini")
    return parser["database"]["host"]
