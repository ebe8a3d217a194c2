from kafka import KafkaConsumer


def test_orders():
    for message in KafkaConsumer("orders"):
        assert message
