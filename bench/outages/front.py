"""The nginx before the sites, in the ways that are compared."""
import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
READY = os.path.join(HERE, "..", "..", "etc", "nginx")
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


class Front:
    """One nginx. For Liege with the ready files of etc/nginx, for others with one of the files beside this one."""

    def __init__(self, way, sites):
        self.home, self.run = sites.folder("nginx"), sites.run
        self.port, self.process = free_port(), None
        self.log, self.conf = (os.path.join(self.home, name) for name in ("access.log", "nginx.conf"))
        if way == "liege":
            self.install(os.path.join(READY, "conf.d", "liege.conf"), "site.conf")
            for name in os.listdir(os.path.join(READY, "liege")):
                self.install(os.path.join(READY, "liege", name), os.path.join("liege", name))
            self.install(os.path.join(READY, "sites.conf"), "server.conf")
        else:
            self.install(os.path.join(HERE, way + ".conf"), "site.conf")
        self.install(os.path.join(HERE, "front.conf"), "nginx.conf")
        shutil.copy("/etc/nginx/uwsgi_params", self.home)

    def install(self, file, name):
        """As an operator does: only paths and the port are others."""
        with open(file) as original:
            text = original.read()
        changes = {"/run/liege/": self.run + "/", "listen 80": f"listen 127.0.0.1:{self.port}",
                   "include liege/http.conf;": "include liege/uwsgi.conf;"}
        for old, new in changes.items():
            text = text.replace(old, new)
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as copy:
            copy.write(text)

    def up(self):
        # As root nginx would become www-data, who may not write here.
        user = ["-g", "user root;"] if os.getuid() == 0 else []
        self.process = subprocess.Popen([NGINX, "-p", self.home, "-c", self.conf, *user], stdin=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        while self.get("nobody") == 0:
            if self.process.poll() is not None:
                with open(os.path.join(self.home, "error.log")) as log:
                    raise SystemExit("nginx ended: " + log.read())
            time.sleep(0.01)

    def down(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def get(self, host, timeout=10):
        """The status; 0 without an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.closing(connection):
            try:
                connection.request("GET", "/", headers={"Host": host})
                return connection.getresponse().status
            except (OSError, http.client.HTTPException):
                return 0

    def asked(self, whom):
        """How often a request for the hot app has been sent to that socket: nginx writes down all that it tried."""
        with open(self.log) as log:
            return sum(line.count(whom) for line in log if line.startswith("hot "))


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]
