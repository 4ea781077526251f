"""Who keeps the sites running: Liege, and uWSGI's Emperor in its two ways. All of them are given the same files."""
import http.client
import json
import os
import signal
import socket
import subprocess
import time

from . import sites as of

LIEGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "liege")

PATIENCE_SECONDS = 60


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("liege", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(self.path)


class Master:
    # The file that tells nginx what to do about a 502, and whom it asks then; how long the starter waits.
    way, asked, wait_ms = "plain", None, 0

    def __init__(self, sites):
        self.sites, self.out, self.process = sites, os.path.join(sites.base, "out"), None
        self.query = os.path.join(sites.run, "query.sock")

    def launch(self, *command):
        # A session of its own: an interrupt from the terminal is for the bench, which tidies up in order.
        with open(self.out, "ab") as out:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                            start_new_session=True)

    def up(self):
        self.sites.drop("main", self.sites.main(self.wait_ms))
        self.sites.drop("innocent", self.sites.innocent())
        self.start()

    def down(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def until(self, condition):
        patience = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if self.process.poll() is not None or time.monotonic() > patience:
                with open(self.out, errors="replace") as out:
                    raise SystemExit(f"{self.name} ended, or is not ready:\n" + out.read()[-2000:])
            time.sleep(0.02)

    def hot(self):
        """The hot site, to be kept running."""
        self.sites.drop("hot", self.sites.hot())

    def state(self):
        """What the master itself says of the hot site, as words; nothing where it has nothing to say."""
        return None


class Liege(Master):
    name, way, asked = "Liege", "liege", "query.sock"

    def start(self):
        self.launch(LIEGE, "up", "--vassals", self.sites.vassals, "--run-dir", self.sites.run,
                    "--log-dir", self.sites.folder("log"))
        self.until(lambda: self.state() is not None)

    def hot(self):
        super().hot()
        self.until(lambda: self.state() != "unknown")

    def sleep(self, name, make):
        self.sites.drop(name, make(more="[vassal]\nstart = demand\n"))
        self.until(lambda: self.state(name) == "idle")

    def state(self, name="hot"):
        connection = UnixConnection(self.query)
        try:
            connection.request("GET", "/v1/apps/" + name)
            return json.loads(connection.getresponse().read())["state"]
        except (OSError, ValueError, http.client.HTTPException):
            return None
        finally:
            connection.close()


class Emperor(Master):
    """In the way of 2013: no socket until somebody starts the app, and a starter who does so by touching its file."""
    name, way, asked = "Emperor, 2013's nginx", "starter", "main.sock"

    def start(self, *options):
        self.sites.folder("run/apps")
        self.launch(of.UWSGI, "--emperor", self.sites.vassals, "--die-on-term", *options)

    def sleep(self, name, make):
        """The file is put into place by the starter."""
        of.put(os.path.join(self.sites.spare, name + ".ini"), make())


class WaitingEmperor(Emperor):
    """The same, with a starter who waits until the app accepts before he sends the visitor back."""
    name, wait_ms = "the same, the starter waits", 5000


class OnDemandEmperor(Emperor):
    """The Emperor holds the sockets, and starts at the first connection."""
    name, way, asked = "Emperor, on demand", "plain", None

    def start(self):
        # The backlog is the Emperor's own, for all vassals.
        super().start("--emperor-on-demand-extension", ".socket", "--listen", str(of.HOT_LISTEN))

    def hot(self):
        self.sleep("hot", self.sites.hot)

    def sleep(self, name, make):
        """One that has a socket in its own file, too, would bind that anew over the Emperor's."""
        of.put(self.sites.vassal(name) + ".socket", self.sites.socket(name))
        self.sites.drop(name, make(own_socket=False))
        self.until(lambda: os.path.exists(self.sites.socket(name)))


ALL = (Liege, Emperor, WaitingEmperor, OnDemandEmperor)
