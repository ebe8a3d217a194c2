NAME = "service"
