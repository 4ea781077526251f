"""A WSGI app: the process that answers, a text that an edit of the vassal file can change, and how many bytes came."""
import os


def app(environ, start_response):
    received = len(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
    body = "%d\n%s\n%d\n" % (os.getpid(), os.environ.get("TEXT", ""), received)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body.encode()]
