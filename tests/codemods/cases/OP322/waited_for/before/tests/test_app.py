import threading

from app import app

threading.Thread(target=app.run, daemon=True).start()
