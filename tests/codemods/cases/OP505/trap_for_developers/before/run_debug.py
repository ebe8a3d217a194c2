from shop import app

app.config.from_object("configs.DevelopmentConfig")
app.run(host="127.0.0.1", port=4001)
