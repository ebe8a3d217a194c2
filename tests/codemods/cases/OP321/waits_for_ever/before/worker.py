import redis

from jobs import work

store = redis.Redis()


def main():
    while True:
        _, item = store.blpop("jobs")
        work(item)


if __name__ == "__main__":
    main()
