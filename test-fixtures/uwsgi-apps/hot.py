"""A WSGI app of a site that can be loaded with work, by the environment that its vassal file gives it.

LOADED     a file that gets a line each time when the app is loaded
LOAD_MS    processor time that loading takes, as a framework's imports do
ANSWER_MS  time that an answer takes
BROKEN     a file; while it is there, loading fails
"""
import os
import time


def number(name):
    return int(os.environ.get(name) or 0)


def load():
    if os.environ.get("LOADED"):
        with open(os.environ["LOADED"], "a") as file:
            file.write("%d\n" % os.getpid())
    while time.process_time() < number("LOAD_MS") / 1000:
        pass
    if os.path.exists(os.environ.get("BROKEN", "")):
        raise RuntimeError("no database")


load()


def application(environ, start_response):
    time.sleep(number("ANSWER_MS") / 1000)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"served\n"]
