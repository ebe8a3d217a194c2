import threading

from jobs import fetch

if __name__ == "__main__":
    threading.Thread(target=fetch, args=("e",)).start()
