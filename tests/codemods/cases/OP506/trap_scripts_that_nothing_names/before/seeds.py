import redis

from weigh import scale

SEED_HOST = "seed.internal"

print(scale(redis.Redis(host=SEED_HOST).get("seed")))
