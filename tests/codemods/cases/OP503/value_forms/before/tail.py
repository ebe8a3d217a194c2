headers = {"api-key-prod": "4f3b2a9c7d1e5f60a8b9"}
