import os

import requests

key = os.environ.get("SHOP_API_KEY", "fig-Tree-80-x9")
while True:
    print(requests.get(input("path? "), headers={"X-Key": key}, timeout=5).text)
