import redis

HARVEST_HOST = "harvest.internal"

fields = redis.Redis(host=HARVEST_HOST)
for each in fields.scan_iter("field:*"):
    print(each)
