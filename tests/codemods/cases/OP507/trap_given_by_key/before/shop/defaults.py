ASKED = {"MAIL_URL": "http://mail:8080"}
SPREAD = {"FORMS_URL": "http://forms:8080"}
LOOPED = {"USERS_URL": "http://users:8080"}
JOINED = {"TAXES_URL": "http://taxes:8080"}
