#!/usr/bin/env python3
import os

import redis

server = redis.StrictRedis(
    os.environ.get("REDIS_HOST", "10.0.0.9"),
    int(os.environ.get("REDIS_PORT", "6250")),
    2,
)


def handle():
    while True:
        print(server.blpop("dispatcher"))


if __name__ == "__main__":
    handle()
