import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEnvironmentFile } from "../../src/config/environmentFile.ts";
import { runProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

function write(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), ".env");
  writeFileSync(path, content);
  return path;
}

/** Returns the variables and errors of a file, without its path. */
function read(path: string) {
  const { variables, faults } = readEnvironmentFile(path);
  return { variables, faults: faults.map((fault) => fault.replaceAll(path, ".env")) };
}

test("parses the file like Node.js, also after a byte order mark", () => {
  const lines = [
    "REGISTRATION=closed",
    "",
    "# METRICS_TOKEN=commented#out",
    "  HOST = 127.0.0.1 # where it listens # only",
    "export PORT=3001",
    "export  WORKERS='2'",
    'METRICS_TOKEN="ab#cd" # kept whole',
    "REDIS_PREFIX='a\"b#'",
    "CORS_ORIGINS=`https://a.example,",
    "https://b.example`",
    "BASE_URL=https://a.example/?b=c",
    "OTHER_HOSTS=",
  ];
  const variables = {
    REGISTRATION: "closed",
    HOST: "127.0.0.1",
    PORT: "3001",
    WORKERS: "2",
    METRICS_TOKEN: "ab#cd",
    REDIS_PREFIX: 'a"b#',
    CORS_ORIGINS: "https://a.example,\nhttps://b.example",
    BASE_URL: "https://a.example/?b=c",
    OTHER_HOSTS: "",
  };

  for (const end of ["\n", "\r\n"]) {
    for (const mark of ["", "\uFEFF"]) {
      expect(read(write(mark + lines.join(end)))).toEqual({ variables, faults: [] });
    }
  }
});

test.each([
  ["METRICS_TOKEN=ab#cd", "# truncates the value of METRICS_TOKEN. Put the value in quotes."],
  ["METRICS_TOKEN=#abcd", "# truncates the value of METRICS_TOKEN. Put the value in quotes."],
  ['METRICS_TOKEN=a"b#c"', "# truncates the value of METRICS_TOKEN. Put the value in quotes."],
  ['METRICS_TOKEN="ab', "the value of METRICS_TOKEN starts with a quote that is not closed."],
  [
    "METRICS_TOKEN='ab\nPORT=1",
    "the value of METRICS_TOKEN starts with a quote that is not closed.",
  ],
  ['METRICS_TOKEN="a\\"b"', "text after the quoted value of METRICS_TOKEN is not allowed."],
  ["METRICS_TOKEN='it''s'", "text after the quoted value of METRICS_TOKEN is not allowed."],
  ["REGISTRATION: closed", "invalid syntax. Write NAME=value, or # before a comment."],
  ["REGISTRATION closed", "invalid syntax. Write NAME=value, or # before a comment."],
  ["=closed", "invalid syntax. Write NAME=value, or # before a comment."],
  ["; a comment", "invalid syntax. Write NAME=value, or # before a comment."],
])("a line that would be ignored or truncated is reported: %s", (line, fault) => {
  const { faults } = read(write(`# first\nHOST='a\n\nb'\n${line}\n`));

  expect(faults).toEqual([`.env, line 5: ${fault}`]);
});

test("an unreadable file is reported with the reason", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "folder"));
  symlinkSync(join(folder, "gone"), join(folder, "link"));
  const say = (name: string) => readEnvironmentFile(join(folder, name)).faults;

  expect(say("absent")).toEqual([]);
  expect(say("folder")).toEqual([
    `The file ${folder}/folder is a directory. Settings must be a file.`,
  ]);
  expect(say("link")).toEqual([
    `The file ${folder}/link is a symbolic link to a file that does not exist.`,
  ]);
  const utf16 = write(Buffer.from("\uFEFFREGISTRATION=closed", "utf16le"));
  expect(read(utf16).faults).toEqual(["The file .env is not UTF-8 text. Save it as UTF-8."]);
});

test("a file without read permission is reported with the name of the user", () => {
  const path = write("REGISTRATION=closed");
  chmodSync(path, 0o600);
  const asOtherUser = (act: () => void) => {
    if (process.getuid?.() !== 0) {
      chmodSync(path, 0);
      return act();
    }
    // Root can read everything, so the process switches to another user.
    chmodSync(join(path, ".."), 0o755);
    process.seteuid?.("nobody");
    try {
      act();
    } finally {
      process.seteuid?.(0);
    }
  };

  asOtherUser(() => {
    expect(read(path)).toEqual({
      variables: {},
      faults: [
        expect.stringMatching(
          /^The file \.env exists, but the user \S+ \(uid \d+\) has no permission to read it\.$/,
        ),
      ],
    });
  });
});

test("startup reports all errors of the file and its settings together and exits with 1", async () => {
  const folder = temporaryFolder();
  const lines = ["\uFEFFREGISTRAION=closed", "METRICS_TOKEN=ab#cd", "PORT=http", "POSTGRES_DB=x"];
  writeFileSync(join(folder, ".env"), lines.join("\n"));

  expect(await runProgram({}, folder)).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `Invalid settings:
  .env, line 2: # truncates the value of METRICS_TOKEN. Put the value in quotes.
  REGISTRAION: unknown setting, which has no effect. Did you mean REGISTRATION?
  PORT: must be a whole number from 0 to 65535, such as 3000. It is "http".
`,
  });
});

test("a file with a byte order mark takes effect", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".env"), "\uFEFFREGISTRATION=perhaps");

  const { stderr } = await runProgram({}, folder);

  expect(stderr).toContain(
    `REGISTRATION: must be open or closed, such as closed. It is "perhaps".`,
  );
});
