from web import app

app.config.from_object("configs.general.DevelopmentConfig")
app.run()
