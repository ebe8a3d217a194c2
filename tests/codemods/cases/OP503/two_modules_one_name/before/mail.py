PASSWORD = "hunter2"
