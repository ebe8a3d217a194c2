from quart import Quart as Flask

app = Flask(__name__)


@app.get("/")
async def index():
    return "the shop"
