import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";

export const host = "lnk7.net";

/** Serves a port over TLS, so that a browser can open it under its public name. */
export async function openPublicly(port: number, folder: string) {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const words = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${host} -keyout ${key} -out ${certificate}`;
  execFileSync("openssl", words.split(" "), { stdio: "ignore" });
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (visitor) => {
      const services = connect(port, "127.0.0.1");
      visitor.pipe(services).pipe(visitor);
      for (const end of [visitor, services]) end.on("error", () => end.destroy());
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
