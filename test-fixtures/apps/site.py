"""A site on the inherited listening socket (descriptor 3), which keeps a journal of what it took.

POST, PUT      reads the body, writes "METHOD LENGTH SHA256" into $JOURNAL, and answers with it
POST /die      the same, but dies instead of answering
GET /status/N  the status N, and words of its own
GET /slow/N    N seconds later
GET /away      X-Accel-Redirect: @provision
GET with Upgrade: websocket   sends every text back
"""
import base64
import hashlib
import http.server
import os
import signal
import socket
import time

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3


class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_UNIX
    daemon_threads = True

    def server_bind(self):
        self.socket = socket.socket(fileno=3)

    def server_activate(self):
        pass

    def get_request(self):
        return self.socket.accept()[0], ("unix", 0)


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, text, *headers):
        body = (text + "\n").encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def pieces(self):
        """The body as it comes: of announced length, or in chunks."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline().split(b";")[0], 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            yield self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_POST(self):
        digest, length = hashlib.sha256(), 0
        for piece in self.pieces():
            digest.update(piece)
            length += len(piece)
        entry = "%s %d %s" % (self.command, length, digest.hexdigest())
        with open(os.environ["JOURNAL"], "a") as journal:
            journal.write(entry + "\n")
        if self.path == "/die":
            os.kill(os.getpid(), signal.SIGKILL)
        self.answer(200, entry)

    do_PUT = do_POST

    def do_GET(self):
        words = self.path.split("/")
        if self.headers.get("Upgrade", "").lower() == "websocket":
            return self.echo()
        if words[1] == "slow":
            time.sleep(float(words[2]))
        if words[1] == "away":
            return self.answer(200, "gone elsewhere", ("X-Accel-Redirect", "@provision"))
        self.answer(int(words[2]) if words[1] == "status" else 200, "the app says so")

    do_HEAD = do_GET

    def echo(self):
        """Frames of less than 126 bytes, until one that isn't text."""
        key = (self.headers["Sec-WebSocket-Key"] + GUID).encode()
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key).digest()).decode())
        self.end_headers()
        self.close_connection = True
        while True:
            head = self.rfile.read(2)
            if len(head) < 2 or head[0] != 0x81:
                return
            length = head[1] & 0x7F
            mask = self.rfile.read(4)
            text = bytes(b ^ mask[i % 4] for i, b in enumerate(self.rfile.read(length)))
            self.wfile.write(bytes([0x81, length]) + text)


Server(None, Site).serve_forever()
