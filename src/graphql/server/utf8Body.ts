import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import { NotUtf8Error, readText } from "../../http/requestBody.ts";

/** Rejects bodies that are not UTF-8. Yoga would replace the invalid bytes with U+FFFD. */
export const utf8BodyPlugin: Plugin = {
  onRequestParse({ requestParser, setRequestParser }) {
    if (!requestParser) return;
    setRequestParser(async (request) => {
      if (request.method !== "POST") return requestParser(request);
      const { url, method, headers } = request;
      const body = await readText(request).catch(throwEncodingError);
      return requestParser(new Request(url, { method, headers, body }));
    });
  },
};

function throwEncodingError(error: unknown): never {
  if (!(error instanceof NotUtf8Error)) throw error;
  throw new GraphQLError(error.message, {
    extensions: { code: "BAD_REQUEST", http: { status: 400 } },
  });
}
