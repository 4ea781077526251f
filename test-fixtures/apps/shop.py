"""A WSGI app: the process that answers, and a text that an edit of the vassal file can change."""
import os


def app(environ, start_response):
    body = "%d\n%s\n" % (os.getpid(), os.environ.get("TEXT", ""))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body.encode()]
