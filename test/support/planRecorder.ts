import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import pg from "pg";
import { onTestFinished } from "vitest";

/** A part of a plan as PostgreSQL tells it once the statement has run. */
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

/** A statement that was run, by whoever and within whatever, and the plan that it was run by. */
export interface PlannedStatement {
  "Query Text": string;
  Plan: Plan;
}

export interface PlanRecorder {
  /** The database by another address, over which each connection tells the plans of its statements. */
  url: string;
  statements: PlannedStatement[];
}

const typeBytes = 1;
const noticeType = "N".charCodeAt(0);

/** Records the plans of all statements that are sent to the database; gone after the test. */
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

/** Lets the server tell whoever connects from now on the plan of each statement, also of those within others. */
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

/** Finds the notices among all that the server answers: a type, a length that counts itself, and a body. */
function eachNotice(hear: (notice: string) => void): (data: Buffer) => void {
  let unread: Buffer = Buffer.alloc(0);
  return (data) => {
    unread = Buffer.concat([unread, data]);
    while (unread.length >= typeBytes + 4) {
      const end = typeBytes + unread.readUInt32BE(typeBytes);
      if (unread.length < end) return;
      if (unread[0] === noticeType) hear(unread.toString("utf8", typeBytes + 4, end));
      unread = unread.subarray(end);
    }
  };
}

function plansIn(notice: string): PlannedStatement[] {
  const plan = /\bplan:\n(\{.*?\n\})\0/s.exec(notice)?.[1];
  return plan ? [JSON.parse(plan)] : [];
}
