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
    found.read("colours.ini")
    return found["page"]["front"], found["page"]["others"].split(",")
