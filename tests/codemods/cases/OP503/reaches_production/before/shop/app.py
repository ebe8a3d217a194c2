from shop import shared

app.config.from_object(shared.Config)
