/** The minimum for Node: its HTTP server with a redirect as its only response. */
import { createServer } from "node:http";

createServer((_request, response) => {
  response.writeHead(302, { Location: "https://example.com/" });
  response.end();
}).listen(Number(process.env.PORT), process.env.HOST);
