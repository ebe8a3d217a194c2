#!/usr/bin/env python3
import redis

server = redis.StrictRedis("10.0.0.9", 6250, 2)


def handle():
    while True:
        print(server.blpop("dispatcher"))


if __name__ == "__main__":
    handle()
