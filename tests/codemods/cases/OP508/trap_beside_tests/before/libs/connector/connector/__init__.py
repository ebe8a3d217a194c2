NAME = "connector"
