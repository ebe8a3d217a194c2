import json
import http.client


def book_flight(number):
    connection = http.client.HTTPSConnection("flights.example")
    connection.request("POST", "/", json.dumps({"order": number}))
