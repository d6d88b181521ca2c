/** The least that Node can do: its own HTTP server answering a redirect. */
import { createServer } from "node:http";

createServer((_request, response) => {
  response.writeHead(302, { Location: "https://example.com/" });
  response.end();
}).listen(Number(process.env.PORT), process.env.HOST);
