from django.core.files.storage import FileSystemStorage


def upload(request):
    storage = FileSystemStorage()
    storage.save("a.png", request.FILES["picture"])
