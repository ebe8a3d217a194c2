"""Programs that take work from a queue, and the calls of their libraries.

After the documentation of Celery, RQ, Huey, Dramatiq, arq, pika, kombu, kafka-python, paho-mqtt, nats-py, stomp.py,
PyMongo, Azure Service Bus and Google Cloud Pub/Sub.
"""

from __future__ import annotations

import re

# Commands that start a worker.
COMMANDS = ("celery", "rq", "huey_consumer", "huey_consumer.py", "dramatiq", "arq", "rqworker", "flower")
# Those whose scripts and images are understood: what is in front of them, and what comes before them.
FOLLOWED = ("celery",)
# Nobody installs one of them who does not start it.
INSTALLED = frozenset(("celery", "rq", "dramatiq", "huey", "arq", "flower"))
# What a command that starts one needs.
DISTRIBUTIONS = {"celery": "celery", "rq": "rq"}

# What waits until something comes, however long that takes; with a timeout among its arguments it does not.
BLOCKING = re.compile(
    r"^(get|blpop|brpop|brpoplpush|blmove|bzpopmin|bzpopmax|accept|recv|recvfrom|recv_multipart|recv_json|recv_string"
    r"|recv_pyobj|listen|consume|start_consuming|run_forever|serve_forever|input|readline|read|receive|read_events"
    r"|drain_events|next|join|wait|pause|select|poll|communicate)$"
)

# Clients that are loops over their messages.
CONSUMER = re.compile(r"(^|\.)(AIO)?KafkaConsumer$|^(pymongo|motor)\..+\.watch$")

# The bases of what is run until the process ends.
MIXINS = re.compile(r"^kombu\.mixins\.Consumer(Producer)?Mixin$")

# What such a client is called where a function is handed it.
CALLED_CONSUMERS = re.compile(r"(?i)(^|_)(consumer|subscriber|subscription|pubsub)$")

# What calls back for each message until the process ends, and what a file holds where it is that.
CALLING_BACK = {
    "start_consuming": re.compile(b""),
    "loop_forever": re.compile(rb"\bpaho\b"),
    "run_forever": re.compile(rb"\b(aio_pika|nats|aiokafka|aiomqtt|WebSocketApp)\b"),
}

# Libraries whose queues are loops over their messages.
QUEUES = re.compile(rb"\b(aio_pika|nats|aiomqtt|asyncio_mqtt)\b")

# Azure's Service Bus: a receiver is a loop over its messages.
RECEIVER = re.compile(r"^azure\.servicebus\..*\.get_(queue|subscription)_receiver$")

# Google's Pub/Sub: who asks for the result of a subscription waits as long as it lasts.
PULLED = re.compile(r"^google\.cloud\.pubsub(_v1)?\.(\w+\.)*SubscriberClient\.subscribe\.result$")

# What a callback is given messages of, until the connection ends: nats-py's subscription with a callback, stomp.py's
# with a listener, a queue of aio-pika's; and the keyword without which it is another thing.
SUBSCRIBED = (
    (re.compile(r"^nats\.(\w+\.)*(connect|Client|NATS)\.(jetstream\.)?subscribe$"), "cb"),
    (re.compile(r"^stomp\.(\w+\.)*(Stomp)?Connection\d*\.subscribe$"), ""),
    (re.compile(r"^aio_pika\.connect(_robust)?\.channel\.(declare_queue|get_queue)\.consume$"), ""),
)

# Of what waits, these do so only without an argument: one is a key, a default or a time.
BARE = (
    "get",
    "join",
    "wait",
    "readline",
    "read",
    "next",
    "select",
    "poll",
    "recv",
    "receive",
    "communicate",
)

# Celery's `AsyncResult(id)` of a task, an application or by itself, rq's `queue.fetch_job(id)`, Dramatiq's messages.
RESULTS = re.compile(r"(\w*AsyncResult|GroupResult|fetch_job|get_result|get_results)$")

# The same, by names that mean it of one library alone.
QUALIFIED_RESULTS = re.compile(r"rq\.(\w+\.)*Job\.(fetch|fetch_many)$|huey\.(.+\.)?result$")

# What a file holds in its bytes where one of these is called; the words alone, and the calls.
RESULT_WORDS = (b"AsyncResult", b"GroupResult", b"fetch_job", b"Job.fetch", b"result", b"get_result")

RESULT_CALLS = re.compile(rb"AsyncResult\(|GroupResult\(|fetch_job\(|\bJob\.fetch\(|\.result\(|get_results?\(")

# What tells others, by a queue or a thread, to look at the rows that are not there for them without a commit.
HANDING_ON = re.compile(
    r"delay|apply_async|send_task|enqueue|publish|emit|submit|spawn|start|put|add_task|add_job|notify|Thread|Process"
    r"|send_\w+|dispatch|trigger|queue|signature|run_in_executor|create_task"
)

# What a file holds in its bytes where messages are consumed.
NEEDLES = (
    "start_consuming", "consume(", "listen(", "KafkaConsumer", "SubscriberClient", "loop_forever", "run_forever",
    "async for", "_receiver(", "subscribe(", ".watch(", "ConsumerMixin", "ConsumerProducerMixin",
)  # fmt: skip
