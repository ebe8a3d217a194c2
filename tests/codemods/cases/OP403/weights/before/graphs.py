import tensorflow as tf


class Graph:
    def __init__(self):
        self.definition = tf.compat.v1.GraphDef()
        with open("graph.pb", "rb") as file:
            self.definition.ParseFromString(file.read())
