// An HTTP server on the inherited listening socket (descriptor 3): its pid, and a text from the environment.
const http = require('http');

http.createServer((request, response) => {
  const body = `${process.pid}\n${process.env.TEXT || ''}\n`;
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}).listen({ fd: 3 });
