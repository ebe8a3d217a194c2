from web import app

app.config.from_object("configs.general.ProductionConfig")
app.run()
