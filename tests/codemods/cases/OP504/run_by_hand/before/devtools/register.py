import os

import requests


def register(host, email, password):
    return requests.post(f"{host}/register", json={"email": email, "password": password}, timeout=10)


if __name__ == "__main__":
    register("http://localhost:9000", "admin@shop.test", os.environ.get("ADMIN_PASSWORD", "fig-Tree-77"))
