#!/usr/bin/env python3
import requests

BASE_URL = "http://nexus:8081"

if __name__ == "__main__":
    requests.post(f"{BASE_URL}/users", json={"name": "shop"})
