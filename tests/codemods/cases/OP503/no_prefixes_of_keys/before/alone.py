VISITS = "visits:"
HOOK_API_TOKEN = "my_hook:"
