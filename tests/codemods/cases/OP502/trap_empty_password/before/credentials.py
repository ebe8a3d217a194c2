from requests.auth import HTTPBasicAuth, HTTPDigestAuth


def badges(token):
    return HTTPBasicAuth(token, "")


def exams(settings):
    return HTTPDigestAuth(username=settings.token, password="")
