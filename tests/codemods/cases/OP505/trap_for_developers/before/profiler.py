import cProfile

from shop import app

with cProfile.Profile():
    app.run(debug=True, port=8080)
