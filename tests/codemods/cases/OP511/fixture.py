# case: queries
# unsafe: false
import os

import httpx
import requests

BASE = os.environ["GEO_URL"]
GEO = "https://geo.maps.net/v1/geo?q=x&api_key=9f8e7d6c5b4a"  # finding
OWN = BASE + "/v1/geo?access_token=9f8e7d6c5b4a3f2e1d0c"  # finding


def weather(q):
    return requests.get(f"https://weather.net/now?q={q}&appid=9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c").json()  # finding


def later(q, fetch):
    httpx.get("https://weather.net/later?apikey=Hunter22&q={}".format(q))  # finding
    return fetch(f"{BASE}/later?q={q}&password=hunter22")  # finding

# case: trap_queries
import os

import requests

GEO = "https://geo.maps.net/v1/geo?api_key="
KEY = f"https://geo.maps.net/v1/geo?api_key={os.environ['GEO_KEY']}"
YOURS = "https://geo.maps.net/v1/geo?api_key=YOUR_API_KEY"
DEMO = "https://api.space.net/v1/geo?api_key=DEMO_KEY"
SHEET = "https://docs.net/sheet?key=overview&token=header"
SHARED = "https://docs.net/spreadsheet/ccc?key=0AsNZjdHh83kJdGxKb2tVQ3pZc1dmUHhR"
WIDGET = "https://v2.chat.net/widget/livechat.html?key=Y6gwUmnu4OATxN3Tli4Av9bYN319BTdO"
SAID = "Call ?api_key=9f8e7d6c5b4a to see it"


def shown(q):
    print(f"https://geo.maps.net/v1/geo?q={q}&api_key=9f8e7d6c5b4a")
    return requests.get("https://geo.maps.net/v1/geo?appid=shop-front&sort_key=price9")

# case: before_the_host
import re

import requests

API = "https://shop:vq82jsl2aa@api.corp.net/v1"  # finding


def called(host, password):
    requests.get("http://shop:vq82jsl2ab@stock.corp.net:8010/v1")  # finding
    requests.get("http://shop:password@stock.corp.net:8010/v1")
    requests.get(f"http://shop:{password}@{host}/v1")
    requests.get("http://shop@stock.corp.net:8010/v1")
    return re.match("http://shop:vq82jsl2ac@", host)
