"""A site for uWSGI, which keeps a journal of what it took.

POST, PUT   reads the body, writes "METHOD LENGTH SHA256" into $JOURNAL, and answers with it
POST /die   the same, but the worker dies instead of answering
/status/N   the status N, and words of its own
/slow/N     N seconds later
"""
import hashlib
import os
import signal
import time


def took(environ):
    body = environ["wsgi.input"].read()
    entry = "%s %d %s" % (environ["REQUEST_METHOD"], len(body), hashlib.sha256(body).hexdigest())
    with open(os.environ["JOURNAL"], "a") as journal:
        journal.write(entry + "\n")
    return entry


def application(environ, start_response):
    words = environ["PATH_INFO"].split("/")
    status, text = "200 OK", "the app says so"
    if environ["REQUEST_METHOD"] in ("POST", "PUT"):
        text = took(environ)
    if words[1] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if words[1] == "slow":
        time.sleep(float(words[2]))
    if words[1] == "status":
        status = words[2] + " Because"
    body = (text + "\n").encode()
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
