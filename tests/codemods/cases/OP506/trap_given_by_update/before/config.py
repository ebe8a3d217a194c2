MAIL_SERVER = "mail.notes.internal"
MAIL_PORT = 2525
