import { useEffect, useState } from "react";

interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown[];
}

interface OpenApiDocument {
  servers?: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}

export interface ApiRoute {
  method: string;
  path: string;
  summary: string;
  group: string;
  needsToken: boolean;
}

/** Returns the routes of the service's OpenAPI document: undefined while loading, null on failure. */
export function useApiRoutes(): ApiRoute[] | null | undefined {
  const [routes, setRoutes] = useState<ApiRoute[] | null>();
  useEffect(() => {
    const controller = new AbortController();
    fetchRoutes(controller.signal)
      .then(setRoutes)
      .catch(() => {
        if (!controller.signal.aborted) setRoutes(null);
      });
    return () => controller.abort();
  }, []);
  return routes;
}

async function fetchRoutes(signal: AbortSignal): Promise<ApiRoute[]> {
  const response = await fetch("/api/v1/openapi.json", { signal });
  const { paths, servers = [] }: OpenApiDocument = await response.json();
  const base = new URL(servers[0]?.url ?? "/", window.location.href).pathname.replace(/\/$/, "");
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary = "", tags = [], security = [] }]) => ({
      method: method.toUpperCase(),
      path: base + path,
      summary,
      group: tags[0] ?? "",
      needsToken: security.length > 0,
    })),
  );
}
