import os

import paho.mqtt.client as mqtt


def on_message(client, userdata, message):
    print(message.payload)


client = mqtt.Client()
client.on_message = on_message
client.connect(os.environ["MQTT_HOST"])
client.loop_forever()
