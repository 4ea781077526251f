"""What comes: visitors at steady rates, and somebody who looks on."""
import contextlib
import dataclasses
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "storm.c")
HOT_RATE, INNOCENT_RATE, MAIN_RATE = 100, 20, 10
LOOK_SECONDS, PATIENCE_SECONDS = 0.1, 60


@dataclasses.dataclass
class Visit:
    sent_ms: float
    status: int
    millis: float
    retry_after: bool
    body: str


class Storm:
    """The program that sends requests at a rate; compiled outside of memory disks, which may forbid execution."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="liege-storm-")
        self.program = os.path.join(self.home, "storm")
        self.running = []

    def __enter__(self):
        subprocess.run(["gcc", "-O2", "-o", self.program, SOURCE], check=True)
        return self

    def __exit__(self, *_):
        for process in self.running:
            process.kill()
            process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def begin(self, port, host, rate, millis):
        process = subprocess.Popen([self.program, str(port), host, str(rate), str(millis)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, text=True, errors="replace")
        self.running.append(process)
        return process

    def blow(self, port, millis, hosts):
        """Rates by host; a function to call for the visits by host, once all have been answered."""
        running = {host: self.begin(port, host, rate, millis) for host, rate in hosts.items()}
        return lambda: {host: visits(process) for host, process in running.items()}


def visits(process):
    out, _ = process.communicate()
    if process.returncode != 0:
        raise SystemExit("storm failed")
    found = []
    for line in out.splitlines():
        sent, status, millis, retry, body = line.split(" ", 4)
        found.append(Visit(float(sent), int(status), float(millis), retry != "-", body))
    return found


class Visitor(threading.Thread):
    """One who wants to see a site, and tries again until it is served: when that was, and how often he was refused."""

    def __init__(self, nginx, host, after_seconds=0, pause_seconds=0.02):
        super().__init__(daemon=True)
        self.nginx, self.host, self.after, self.pause = nginx, host, after_seconds, pause_seconds
        self.millis, self.refused = None, 0

    def run(self):
        time.sleep(self.after)
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE_SECONDS:
            if self.nginx.get(self.host, timeout=PATIENCE_SECONDS) == 200:
                self.millis = 1000 * (time.monotonic() - begun)
                return
            self.refused += 1
            time.sleep(self.pause)


class Watch(threading.Thread):
    """Looks at the hot site while it storms: what the master says, what uWSGI says, what the kernel says."""

    def __init__(self, master):
        super().__init__(daemon=True)
        self.master, self.over = master, threading.Event()
        self.states, self.uwsgi, self.kernel = {}, [], []

    def run(self):
        while not self.over.wait(LOOK_SECONDS):
            state = self.master.state()
            self.states[state] = self.states.get(state, 0) + 1
            self.uwsgi.append(queue_by_stats(self.master.sites.stats()))
            self.kernel.append(queue_by_ss(self.master.sites.socket("hot")))

    def end(self):
        self.over.set()
        self.join()


def queue_by_stats(path):
    """The length of the listen queue as uWSGI's stats have it; None when there are none."""
    with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        client.connect(path)
        text = b""
        while chunk := client.recv(65536):
            text += chunk
        return json.loads(text)["listen_queue"]


def queue_by_ss(path):
    """The length of the listen queue as the kernel has it; None when nobody listens."""
    out = subprocess.run(["ss", "-xlH"], stdout=subprocess.PIPE, text=True).stdout
    lengths = [int(line.split()[2]) for line in out.splitlines() if path in line.split()]
    return max(lengths, default=None)
