import MySQLdb
import pika
from pymongo import MongoClient

db = MySQLdb.connect("localhost", "shop", "hunter2", "shop")
mongo = MongoClient("mongo", 27017)
queue = pika.ConnectionParameters("queue", 5672, "/", pika.PlainCredentials("guest", "guest"))
