mongoUri = "mongodb://mongo-1/catalog"
brokerURL = "amqp://queue//"
cache_uri = "redis://cache:6379/0"
