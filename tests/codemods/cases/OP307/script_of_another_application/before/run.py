from shop import app as application

application.config.from_object("shop.settings")
application.run(host=application.config["HOST"])
