from waitress import serve

from stock import app, settings

serve(app, host=settings.HOST, port=settings.PORT)
