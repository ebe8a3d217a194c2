FTP_PASSWORD = old_password = "Blu3berry!"
