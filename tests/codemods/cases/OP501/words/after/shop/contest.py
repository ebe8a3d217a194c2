import os

import psycopg2


def latest_orders():
    return psycopg2.connect(os.environ['DATABASE_URL'])


def contest_winners():
    return psycopg2.connect(os.environ['DATABASE_URL'])


def fastest_route():
    return psycopg2.connect(os.environ['DATABASE_URL'])


class LatestPrices:
    url = os.environ['DATABASE_URL']


class Testimonials:
    url = os.environ['DATABASE_URL']


class Attestation:
    url = os.environ['DATABASE_URL']


def ab_test_results():
    return psycopg2.connect(os.environ['DATABASE_URL'])
