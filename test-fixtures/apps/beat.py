"""An asyncio server on descriptor 3 that sends its heartbeats from the loop that does the work. GET /spin never returns."""
import asyncio
import os
import socket

BEAT = float(os.environ.get("WATCHDOG_USEC", "0")) / 1e6 / 2


async def answer(reader, writer):
    head = await reader.readuntil(b"\r\n\r\n")
    if head.startswith(b"GET /spin "):
        while True:
            pass
    body = b"%d\n" % os.getpid()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body))
    await writer.drain()
    writer.close()


async def beat():
    messages = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    while BEAT:
        messages.sendto(b"WATCHDOG=1", os.environ["NOTIFY_SOCKET"])
        await asyncio.sleep(BEAT)


async def main():
    server = await asyncio.start_unix_server(answer, sock=socket.socket(fileno=3))
    await asyncio.gather(beat(), server.serve_forever())


asyncio.run(main())
