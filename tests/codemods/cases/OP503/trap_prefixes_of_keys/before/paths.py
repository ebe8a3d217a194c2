VISITS = "visits_"
NAMES = "names_"
MY_API_TOKEN = "my_hook_"
