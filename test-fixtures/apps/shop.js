// An HTTP server on the inherited listening socket (descriptor 3): its pid, a text from the environment, and of a POST how many
// bytes came. On SIGTERM it stops accepting, finishes what it has, and ends. Kept connections are not cut off, because the
// proxy may be writing on one right now: each is told to close with its next answer, or ends when it has long been idle.
const http = require('http');
const net = require('net');

let ending = false;

const server = http.createServer((request, response) => {
  let received = 0;
  request.on('data', (chunk) => { received += chunk.length; });
  request.on('end', () => {
    const body = `${process.pid}\n${process.env.TEXT || ''}\n${received}\n`;
    const head = { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) };
    if (ending) {
      head.Connection = 'close';
    }
    response.writeHead(200, head);
    response.end(body);
  });
});

process.on('SIGTERM', () => {
  ending = true;
  // As http.Server.close(), but without its cut through idle connections (since Node 19).
  net.Server.prototype.close.call(server, () => process.exit(0));
});

server.keepAliveTimeout = 2000;
server.listen({ fd: 3 });
