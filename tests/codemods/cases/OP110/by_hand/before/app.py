from apscheduler.schedulers.background import BackgroundScheduler
from cachelib import FileSystemCache
from flask import Flask

app = Flask(__name__)
cache = FileSystemCache("cache")
scheduler = BackgroundScheduler()
scheduler.start()
