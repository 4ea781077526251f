"""The main site of 2013, in small: serves pages of its own, and starts the app of whoever was answered 502.

A start is a touch: the Emperor starts what is new and reloads what has changed. The visitor is sent back to where he
came from once somebody accepts there, or after a while (WAIT_MS; 0 sends him back at once).
"""
import os
import socket
import time

VASSALS, SPARE, WAIT_MS = os.environ["VASSALS"], os.environ["SPARE"], int(os.environ["WAIT_MS"])


def start(name):
    path = os.path.join(VASSALS, name + ".ini")
    if not os.path.exists(path):
        with open(os.path.join(SPARE, name + ".ini")) as file:
            text = file.read()
        with open(path, "w") as file:
            file.write(text)
    else:
        os.utime(path)


def accepts(path):
    with socket.socket(socket.AF_UNIX) as client:
        client.setblocking(False)
        try:
            client.connect(path)
            return True
        except OSError:
            return False


def application(environ, start_response):
    name = environ.get("START")
    if not name:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"the main site\n"]
    start(name)
    patience = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < patience and not accepts(environ["START_SOCKET"]):
        time.sleep(0.05)
    start_response("302 Found", [("Location", "http://%s/" % environ["HTTP_HOST"]), ("Content-Length", "0")])
    return []
