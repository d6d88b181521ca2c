import { createClient, type TestClient } from "./client.ts";
import { newDatabaseUrl } from "./database.ts";
import { type Program, startProgram } from "./program.ts";
import { password } from "./world.ts";

/** Several compiled programs on one database, as an operator would start them. */
export interface ProcessGroup {
  databaseUrl: string;
  environment: Record<string, string>;
  programs: Program[];
  /** An unauthenticated client of each process. */
  anonymous: TestClient[];
  /** Registers a new user at the first process and logs in. Returns a client for each process. */
  signUp(name: string): Promise<TestClient[]>;
}

export async function startProcesses(
  count: number,
  settings: Record<string, string> = {},
): Promise<ProcessGroup> {
  const environment = {
    DATABASE_URL: await newDatabaseUrl(),
    BASE_URL: "http://lnk7.test",
    ...settings,
  };
  const programs = await Promise.all(
    Array.from({ length: count }, () => startProgram(environment)),
  );
  const anybody = programs.map(({ url }) => createClient(url));
  return {
    databaseUrl: environment.DATABASE_URL,
    environment,
    programs,
    anonymous: anybody,
    signUp: async (name) => {
      const [first] = anybody as [TestClient];
      const credentials = { email: `${name}@example.com`, password };
      await first.post("/api/v1/auth/register", credentials);
      const { body } = await first.post("/api/v1/auth/login", credentials);
      return programs.map(({ url }) => createClient(url, body.token));
    },
  };
}
