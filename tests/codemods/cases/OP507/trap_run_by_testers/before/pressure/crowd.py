from locust import HttpUser, between

ORDERS_URL = "http://orders:8080"


class Crowd(HttpUser):
    host = ORDERS_URL
    wait_time = between(1, 2)
