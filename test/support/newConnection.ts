import { request } from "node:http";
import { text } from "node:stream/consumers";

/** Without a browser's user agent the visit would count as a bot's, whose clicks are excluded. */
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

export interface NewConnectionResponse {
  status: number;
  location: string | undefined;
  text: string;
}

/** Sends a GET request on a new connection, which may reach another worker than the previous one. */
export function requestOnNewConnection(
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<NewConnectionResponse> {
  return new Promise((resolve, reject) => {
    const options = { agent: false, headers: { "user-agent": browser, ...headers } };
    request(url + path, options, async (response) => {
      const { statusCode = 0, headers: answered } = response;
      resolve({ status: statusCode, location: answered.location, text: await text(response) });
    })
      .on("error", reject)
      .end();
  });
}
