/** Metrics that were renamed, by their former name. Their former names go with the next release. */
const renamedMetrics: Record<string, string> = {
  lnk7_refusals_total: "lnk7_rejections_total",
  lnk7_clicks_condensed_total: "lnk7_clicks_aggregated_total",
  lnk7_redis_batches_taken_over_total: "lnk7_redis_batches_reclaimed_total",
};

/** Returns metrics in Prometheus format, with renamed ones under their former name as well. */
export function withDeprecatedMetrics(metrics: string): string {
  const lines = metrics.split("\n");
  const deprecated = Object.entries(renamedMetrics).flatMap(([former, name]) =>
    lines
      .filter((line) => new RegExp(`^(# (HELP|TYPE) )?${name}\\b`).test(line))
      .map((line) =>
        line.startsWith("# HELP")
          ? `# HELP ${former} Deprecated: use ${name}.`
          : line.replace(name, former),
      ),
  );
  return deprecated.length === 0 ? metrics : `${metrics.trimEnd()}\n\n${deprecated.join("\n")}\n`;
}
