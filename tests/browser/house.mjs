// A golive engine with its door on a data directory of its own, and browsers for its people.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const programs = resolve(process.env.GOLIVE_BIN ?? "build/bin");
const patienceMs = 30_000;

const freePort = () => new Promise((found) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

// Asks until it is so.
export async function until(what, why) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await what();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${why}`);
    await pause(50);
  }
}

export class House {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "golive-browser-"));
    this.data = join(this.folder, "data");
  }

  golive(...words) {
    return execFileSync(join(programs, "golive"), words, {
      encoding: "utf8", env: { ...process.env, GOLIVE_DATA: this.data, GOLIVE_TOKEN: "" },
    }).trim();
  }

  async serve() {
    this.port = await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    this.engine = spawn(join(programs, "golive"),
      ["serve", "--data", this.data, "--listen", `127.0.0.1:${this.port}`], { stdio: "ignore" });
    await until(() => fetch(`${this.url}/health/live`).then((answer) => answer.ok, () => false), "the door");
  }

  door() {
    const children = readFileSync(`/proc/${this.engine.pid}/task/${this.engine.pid}/children`, "utf8");
    return children.trim().split(" ").map(Number)
      .find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0].endsWith("golive-door"));
  }

  keeper() {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).find((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8") === `golive-keeper\0${this.data}\0`;
      } catch {
        return false;
      }
    });
  }

  runbook(name, text) {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "runbook.lua"), text);
    return folder;
  }

  async ask(path, token, body) {
    const answer = await fetch(this.url + path, {
      method: body ? "POST" : "GET", body: body && JSON.stringify(body),
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
    return json;
  }

  async newRun(folder, token) {
    return (await this.ask("/api/v1/runs", token, { runbook: folder, j: "2027-01-15" })).run;
  }

  async state(run, path, token) {
    const items = [...(await this.ask(`/api/v1/runs/${run}`, token)).phases];
    while (items.length) {
      const item = items.pop();
      if (item.path === path) return item.state;
      items.push(...(item.items ?? []));
    }
    throw new Error(`no item ${path}`);
  }

  async stop() {
    const over = new Promise((done) => this.engine.once("exit", done));
    this.engine.kill("SIGTERM");
    await over;
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        if (readFileSync(`/proc/${pid}/environ`, "utf8").includes(`GOLIVE_KEEPER=${this.data}`))
          process.kill(Number(pid), "SIGKILL");
      } catch { /* it has ended, or is not ours */ }
    }
    rmSync(this.folder, { recursive: true });
  }
}
