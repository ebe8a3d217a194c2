import requests

if __name__ == "__main__":
    for number in range(100):
        requests.get(f"http://shop.internal.example.org/books/{number}", timeout=5)
