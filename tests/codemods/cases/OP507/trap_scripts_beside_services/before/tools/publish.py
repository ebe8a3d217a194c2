import requests


def publish(name):
    publish_build_url = "http://builds.internal:8011/v1/builds"
    return requests.post(publish_build_url, json={"name": name}, timeout=5)


if __name__ == "__main__":
    publish("local")
