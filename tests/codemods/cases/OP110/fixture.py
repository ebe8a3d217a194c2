# case: by_hand
from apscheduler.schedulers.background import BackgroundScheduler
from cachelib import FileSystemCache
from flask import Flask

app = Flask(__name__)
cache = FileSystemCache("cache")  # finding
scheduler = BackgroundScheduler()  # finding
scheduler.start()

# case: django
# file: shop/settings.py
CACHES = {  # finding
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.redis.RedisCache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.file"  # finding
CHANNEL_LAYERS = {  # finding
    "default": {"BACKEND": "channels.layers.InMemoryChannelLayer"},
}

# case: forms
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_session import Session
from flask_socketio import SocketIO

app = Flask(__name__)
app.config["SESSION_TYPE"] = "filesystem"  # finding
Session(app)
limiter = Limiter(get_remote_address, app=app)  # finding
counted = Limiter(  # finding
    get_remote_address,
    app=app,
    default_limits=["200 per day"],
)
bound = SocketIO(app)  # finding
socketio = SocketIO(cors_allowed_origins="*")
socketio.init_app(app)  # finding
# after:
import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_session import Session
from flask_socketio import SocketIO

app = Flask(__name__)
app.config["SESSION_TYPE"] = "filesystem"
Session(app)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ.get("RATELIMIT_STORAGE_URI"))
counted = Limiter(
    get_remote_address,
    app=app,
    default_limits=["200 per day"],
    storage_uri=os.environ.get("RATELIMIT_STORAGE_URI"),
)
bound = SocketIO(app, message_queue=os.environ.get("SOCKETIO_MESSAGE_QUEUE"))
socketio = SocketIO(cors_allowed_origins="*")
socketio.init_app(app, message_queue=os.environ.get("SOCKETIO_MESSAGE_QUEUE"))

# case: never_asked
from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache()
cache.init_app(app)


@app.get("/")
def index():
    return "books"

# case: scheduler_of_all
# unsafe: false
import os

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from mail import send

app = Flask(__name__)


def bill():
    send("bills")
    os.remove("bills")


def clean():
    os.remove("bills")


both = BackgroundScheduler()  # finding
both.add_job(clean, "interval", minutes=10)
both.add_job(bill, "interval", minutes=10)
both.start()

nightly = BackgroundScheduler()  # finding


@nightly.scheduled_job("cron", hour=3)
def night():
    clean()


if os.environ.get("WERKZEUG_RUN_MAIN") == "true":
    daily = BackgroundScheduler()  # finding
    daily.add_job(clean, "cron", hour=3)
    daily.add_job(bill, "cron", hour=3)
    daily.start()

given = BackgroundScheduler()  # finding
send(given)

if app.config["BILLS"]:
    billing = BackgroundScheduler()  # finding
    billing.add_job(bill, "cron", hour=3)
    billing.start()

# case: storage_uri
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
# after:
import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ.get("RATELIMIT_STORAGE_URI", "memory://"))

# case: type_told_in_one_call
from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"  # finding
cache = Cache(app)
sessions = Cache(app, config={"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": "redis://cache.internal"})


@app.get("/")
@cache.cached()
def index():
    return sessions.get("visitors")
# after:
import os

from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = os.environ.get("CACHE_TYPE", "SimpleCache")
app.config["CACHE_REDIS_URL"] = os.environ.get("CACHE_REDIS_URL")
cache = Cache(app)
sessions = Cache(app, config={"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": "redis://cache.internal"})


@app.get("/")
@cache.cached()
def index():
    return sessions.get("visitors")

# case: trap_type_told_in_each_call
import redis
from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "FileSystemCache"
pages = Cache()
try:
    redis.Redis("cache").ping()
    cache = Cache(app, config={"CACHE_TYPE": "RedisCache"})
    pages.init_app(app, {"CACHE_TYPE": "RedisCache"})
except redis.ConnectionError:
    cache = Cache(app, config={"CACHE_TYPE": "SimpleCache"})
    pages.init_app(app, config={"CACHE_TYPE": "SimpleCache"})


@app.get("/")
@cache.cached()
def index():
    return pages.get("front")

# case: trap_no_extension
from flask import Flask

app = Flask(__name__)
app.config["SESSION_TYPE"] = "filesystem"

# case: extensions_of_old
from flask import Flask
from flask.ext.limiter import Limiter
from flask.ext.socketio import SocketIO

app = Flask(__name__)
limiter = Limiter(app)  # finding
socketio = SocketIO(app)  # finding

# case: storages_of_django
# file: kettle/views.py
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.http import JsonResponse

drafts = FileSystemStorage(location="/srv/drafts")  # finding
read_only = FileSystemStorage(location="/srv/labels")


class Kettle(models.Model):
    picture = models.ImageField(storage=FileSystemStorage(location="/srv/pictures"))  # finding
    draft = models.FileField(storage=drafts)


def upload(request):
    sent = request.FILES["picture"]
    storage = FileSystemStorage()  # finding
    storage.save(sent.name, sent)
    FileSystemStorage("/srv/plain").save(sent.name, sent)  # finding
    return JsonResponse({"labels": read_only.listdir("")})

# case: storage_of_a_switch
# file: settings.py
import os

INSTALLED_APPS = ["django.contrib.staticfiles"]
USE_BUCKET = os.environ.get("USE_BUCKET") == "1"
ON_LAMBDA = "LAMBDA_TASK_ROOT" in os.environ

if USE_BUCKET:
    DEFAULT_FILE_STORAGE = "storages.backends.s3boto3.S3Boto3Storage"

if not USE_BUCKET and ON_LAMBDA:
    DEFAULT_FILE_STORAGE = "django.core.files.storage.FileSystemStorage"

if not USE_BUCKET and not ON_LAMBDA:
    DEFAULT_FILE_STORAGE = "django.core.files.storage.FileSystemStorage"

if ON_LAMBDA:
    EMAIL_FILES = "django.core.files.storage.FileSystemStorage"  # finding
