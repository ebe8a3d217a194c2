ROOT_PASSWORD, HOST = "S0mething!", "mail"
