import requests

BASE_URL = "http://127.0.0.1:5500/"

for number in range(1, 11):
    print(requests.get(BASE_URL + "?page=" + str(number), timeout=5).elapsed)
