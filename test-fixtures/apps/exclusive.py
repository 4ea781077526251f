"""An HTTP server that waits by an exclusive epoll and takes one connection a turn: of two on one listener the older one wins
every single connection while it is idle. Ends on SIGTERM after the answer it is giving. Usage: exclusive.py TEXT"""
import os
import select
import signal
import socket
import sys

ending = False


def end(number, frame):
    global ending
    ending = True


def answer(client):
    head = b""
    while b"\r\n\r\n" not in head:
        piece = client.recv(4096)
        if not piece:
            return
        head += piece
    body = b"%d\n%s\n" % (os.getpid(), os.fsencode(sys.argv[1]))
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body))


signal.signal(signal.SIGTERM, end)
listener = socket.socket(fileno=3)
poll = select.epoll()
poll.register(3, select.EPOLLIN | select.EPOLLEXCLUSIVE)
while not ending:
    if poll.poll(0.2):
        client, _ = listener.accept()
        with client:
            client.settimeout(5)
            try:
                answer(client)
            except OSError:
                pass
