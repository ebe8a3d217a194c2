INSTALLED_APPS = ["shop"]
SECRET_KEY = "Xk39vbQz81-q8harbour"
