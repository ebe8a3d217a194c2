import requests

URL = "http://shop:8000/login"

for word in ("one", "two"):
    print(requests.post(URL, json={"word": word}).status_code)
