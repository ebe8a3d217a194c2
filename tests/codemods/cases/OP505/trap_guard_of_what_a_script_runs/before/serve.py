from waitress import serve

from shop import app

serve(app, listen="*:" + open("port").read())
