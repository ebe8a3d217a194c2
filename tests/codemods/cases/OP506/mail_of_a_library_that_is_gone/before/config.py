class Config:
    MAIL_SERVER = "smtp.example.net"
    MAIL_PORT = 465
    MAIL_USE_SSL = True
