import { runLoad } from "../load/load.ts";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, toShortCode } from "../seed.ts";
import { type Server, startProgram } from "../servers.ts";

const simultaneous = 20;
const account = JSON.stringify({ email: "bench@example.com", password: "correct horse battery" });

/** Measures the longest wait of redirects while users log in at the default cost of bcrypt. */
export async function measureLogins(rounds: number, seconds: number): Promise<Measurement[]> {
  const program = await startProgram(await createSeededDatabase(10_000));
  try {
    await post(program, "register");
    const idle: number[] = [];
    const busy: number[] = [];
    const url = `${program.url}/${toShortCode(42)}`;
    for (let round = 0; round < rounds; round++) {
      idle.push((await runLoad({ url, seconds, connections: 8 })).p99Milliseconds);
      const stop = keepLoggingIn(program);
      busy.push((await runLoad({ url, seconds, connections: 8 })).p99Milliseconds);
      await stop();
    }
    const ratios = busy.map((value, round) => value / (idle[round] ?? Number.NaN));
    return [
      { what: "p99 of redirects, idle", value: median(idle), unit: "ms" },
      {
        what: "p99 of redirects during 20 logins / idle",
        value: median(ratios),
        target: { atMost: 3 },
      },
    ];
  } finally {
    await program.stop();
  }
}

function keepLoggingIn(program: Server): () => Promise<void> {
  let over = false;
  const person = async () => {
    while (!over) await post(program, "login");
  };
  const people = Promise.all(Array.from({ length: simultaneous }, person));
  return async () => {
    over = true;
    await people;
  };
}

async function post(program: Server, path: string): Promise<void> {
  const response = await fetch(`${program.url}/api/v1/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: account,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
}
