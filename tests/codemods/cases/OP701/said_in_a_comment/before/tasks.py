import logging

# Log of the tasks: logs/tasks.log
logs = logging.getLogger(__name__)
logs.setLevel(logging.INFO)
handler = logging.FileHandler("logs/tasks.log")
logs.addHandler(handler)

mails = logging.getLogger("mails")
# mails go into a file of their own: the auditors ask to log them to a file
audit = logging.FileHandler("/var/log/mails")
mails.addHandler(audit)
