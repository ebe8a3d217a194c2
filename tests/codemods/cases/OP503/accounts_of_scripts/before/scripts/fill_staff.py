"""Makes the first accounts."""

from accounts import add

admin_password = "admin123"
add("admin", admin_password)
MANAGER_PASSWORD = "Manager_2024!"
add("manager", MANAGER_PASSWORD)
