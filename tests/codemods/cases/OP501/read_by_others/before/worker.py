import redis

import queues


def work():
    return redis.from_url(queues.QUEUE_URL)
