"""Makes the accounts of the guests."""

from accounts import add

add("guest", "guest")

GUEST_PASSWORD = "q8Zr1Lk9Xv3Tn7Bw5Yp2"
add("guest2", GUEST_PASSWORD)
