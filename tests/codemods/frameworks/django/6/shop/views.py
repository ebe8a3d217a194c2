from django.http import HttpResponse


def main(request):
    pass
    return HttpResponse("done")
