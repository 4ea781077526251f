"""A WSGI app for uWSGI.

/            the pid of the process that answers, a text that an edit of the vassal file can change, and the master's pid
/slow/2.5    the same, 2.5 seconds later
/whoami      uid and gid
"""
import os
import time


def application(environ, start_response):
    path = environ.get("PATH_INFO", "/")
    if path.startswith("/slow/"):
        time.sleep(float(path[len("/slow/"):]))
    if path == "/whoami":
        body = "%d\n%d\n" % (os.getuid(), os.getgid())
    else:
        body = "%d\n%s\n%d\n" % (os.getpid(), os.environ.get("TEXT", ""), os.getppid())
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body.encode()]
