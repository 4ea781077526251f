"""The three sites: vassal files for uWSGI, the same under every master."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
APP = os.path.join(HERE, "..", "..", "test-fixtures", "uwsgi-apps", "hot.py")

UWSGI = "/usr/bin/uwsgi"
HOT_PROCESSES, HOT_ANSWER_MS, HOT_LISTEN = 2, 200, 8
# Of processor time; a Django site takes more.
LOAD_MS = 300

FILE = """[uwsgi]
plugin = python3
master = true
need-app = true
disable-logging = true
"""


class Sites:
    """Files and folders of one run."""

    def __init__(self, base):
        self.base = base
        self.vassals, self.spare, self.run = (self.folder(name) for name in ("vassals", "spare", "run"))
        self.loaded, self.broken = os.path.join(base, "loaded"), os.path.join(base, "broken")

    def folder(self, name):
        path = os.path.join(self.base, name)
        os.makedirs(path, exist_ok=True)
        return path

    def socket(self, name):
        """Where Liege has them; the Emperor's are there, too."""
        return os.path.join(self.run, "apps", name + ".sock")

    def stats(self):
        return os.path.join(self.base, "hot.stats")

    def vassal(self, name):
        return os.path.join(self.vassals, name + ".ini")

    def loads(self):
        """How often the hot app has been loaded, which is how often it has been started."""
        try:
            with open(self.loaded) as file:
                return len(file.readlines())
        except FileNotFoundError:
            return 0

    def hot(self, own_socket=True, more=""):
        return self.text("hot" if own_socket else None, f"""wsgi-file = {APP}
listen = {HOT_LISTEN}
processes = {HOT_PROCESSES}
stats = {self.stats()}
env = LOADED={self.loaded}
env = BROKEN={self.broken}
env = LOAD_MS={LOAD_MS}
env = ANSWER_MS={HOT_ANSWER_MS}
{more}""")

    def innocent(self):
        return self.text("innocent", f"wsgi-file = {APP}\nprocesses = 2\n")

    def late(self, own_socket=True, more=""):
        """A cold site that nobody visits until the storm is on."""
        return self.text("late" if own_socket else None, f"wsgi-file = {APP}\nenv = LOAD_MS={LOAD_MS}\n{more}")

    def main(self, wait_ms):
        """With as many workers as a small company's main site has."""
        return self.text("main", f"""wsgi-file = {os.path.join(HERE, "starter.py")}
processes = 4
env = VASSALS={self.vassals}
env = SPARE={self.spare}
env = WAIT_MS={wait_ms}
""")

    def text(self, name, more):
        """The file of a site that has a socket of that name, if any."""
        where = f"socket = {self.socket(name)}\nchmod-socket = 666\n" if name else ""
        return FILE + where + more

    def drop(self, name, text):
        put(self.vassal(name), text)

    def break_app(self):
        open(self.broken, "w").close()

    def mend(self):
        """As its developer does: the cause, then the file."""
        os.remove(self.broken)
        os.utime(self.vassal("hot"))


def put(path, text):
    """As a careful writer does: a temporary name, then rename."""
    with open(path + ".new", "w") as file:
        file.write(text)
    os.rename(path + ".new", path)
