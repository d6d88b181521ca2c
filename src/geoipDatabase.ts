import type { Logger } from "pino";
import { ConfigurationError } from "./config/config.ts";
import type { ClickWriter } from "./core/clicks/clickWriter.ts";
import { watchFile } from "./core/fileWatcher.ts";

/**
 * Has the writer of clicks read the file of countries, now and whenever it has changed. Where a new one
 * cannot be used, the last one stays in use, and the log says why. Throws ConfigurationError where the
 * file cannot be used now. Returns what ends the watching.
 */
export async function watchGeoipDatabase(
  path: string,
  writer: Pick<ClickWriter, "loadGeoipDatabase">,
  log: Logger,
): Promise<() => void> {
  const stop = await watchFile(path, async () => {
    const fault = await writer.loadGeoipDatabase().catch(String);
    if (fault === undefined) log.info("GEOIP_DATABASE was read.");
    else log.warn(`GEOIP_DATABASE: ${fault} The last one stays in use.`);
  });
  const fault = await writer.loadGeoipDatabase();
  if (fault === undefined) return stop;
  stop();
  throw new ConfigurationError(`GEOIP_DATABASE: ${fault}`);
}
