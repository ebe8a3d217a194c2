accesslog = "access.log"
