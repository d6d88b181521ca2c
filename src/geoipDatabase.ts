import type { Logger } from "pino";
import { ConfigurationError } from "./config/config.ts";
import type { ClickWriter } from "./core/clicks/clickWriter.ts";
import { watchFile } from "./core/fileWatcher.ts";

/**
 * Loads the GeoIP database into the click writer, now and after each change of the file. If a new
 * file is invalid, the previous one stays in use and the log states the reason. Throws a
 * ConfigurationError if the file is invalid now. Returns a function that stops watching.
 */
export async function watchGeoipDatabase(
  path: string,
  writer: Pick<ClickWriter, "loadGeoipDatabase">,
  log: Logger,
): Promise<() => void> {
  const stop = await watchFile(path, async () => {
    const fault = await writer.loadGeoipDatabase().catch(String);
    if (fault === undefined) log.info("GEOIP_DATABASE was loaded.");
    else log.warn(`GEOIP_DATABASE: ${fault} The previous file stays in use.`);
  });
  const fault = await writer.loadGeoipDatabase();
  if (fault === undefined) return stop;
  stop();
  throw new ConfigurationError(`GEOIP_DATABASE: ${fault}`);
}
