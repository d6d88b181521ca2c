import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import pg from "pg";
import { onTestFinished } from "vitest";

/** A node of an executed plan in PostgreSQL's JSON format. */
export interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: Plan[];
}

/** An executed statement of any client, possibly nested in another, with its plan. */
export interface PlannedStatement {
  "Query Text": string;
  Plan: Plan;
}

export interface PlanRecorder {
  /** The URL of a proxy of the database that records the plans of all statements. */
  url: string;
  statements: PlannedStatement[];
}

const typeBytes = 1;
const noticeType = "N".charCodeAt(0);

/** Records the plans of all statements sent to the database until the test ends. */
export async function recordPlans(databaseUrl: string): Promise<PlanRecorder> {
  await tellPlans(databaseUrl);
  const { hostname, port } = new URL(databaseUrl);
  const statements: PlannedStatement[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port || 5432), hostname);
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    far.on("error", () => near.destroy()).on("close", () => near.destroy());
    far.on(
      "data",
      eachNotice((notice) => statements.push(...plansIn(notice))),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, statements };
}

/**
 * Makes the server report the plan of each statement on new connections, including nested
 * statements.
 */
async function tellPlans(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_level": "notice",
    "auto_explain.log_format": "json",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
  };
  for (const [name, value] of Object.entries(settings)) {
    await client.query(
      `ALTER DATABASE ${pg.escapeIdentifier(client.database ?? "")} SET ${name} = ${pg.escapeLiteral(value)}`,
    );
  }
  await client.end();
}

/**
 * Extracts the notices from the server's messages. Each has a type, a length that includes itself,
 * and a body.
 */
function eachNotice(onNotice: (notice: string) => void): (data: Buffer) => void {
  let unread: Buffer = Buffer.alloc(0);
  return (data) => {
    unread = Buffer.concat([unread, data]);
    while (unread.length >= typeBytes + 4) {
      const end = typeBytes + unread.readUInt32BE(typeBytes);
      if (unread.length < end) return;
      if (unread[0] === noticeType) onNotice(unread.toString("utf8", typeBytes + 4, end));
      unread = unread.subarray(end);
    }
  };
}

function plansIn(notice: string): PlannedStatement[] {
  const plan = /\bplan:\n(\{.*?\n\})\0/s.exec(notice)?.[1];
  return plan ? [JSON.parse(plan)] : [];
}
