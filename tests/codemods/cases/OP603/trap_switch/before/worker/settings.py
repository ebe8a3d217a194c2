class WorkerConfig:
    QUEUE = "shop"
