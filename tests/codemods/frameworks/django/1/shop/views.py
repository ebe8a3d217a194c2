from django.http import HttpResponse


def main(request):
    with open("notes/" + request.POST["name"], "w") as file:
        file.write("text")
    return HttpResponse("done")
