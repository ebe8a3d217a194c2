import os

import requests


def bookings(name):
    return requests.get("http://127.0.0.1:5003/bookings/" + name)


def movie(number):
    return requests.get("http://127.0.0.1:5001/api/v1/movies/" + number)


def booking(number):
    return requests.get("http://127.0.0.1:5003/booking/" + number)


def zone():
    return requests.get("http://169.254.169.254/latest/meta-data/placement/availability-zone")
