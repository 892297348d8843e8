// The day J as three people live it, each in a browser of their own, one on a phone, with the door
// killed between two decisions; axe on each page. Then a doubt and another J, an amendment, a run
// of 500 items, and a page without JavaScript. With --pictures FOLDER it leaves pictures of the pages there.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { House, until } from "./house.mjs";

// The modules stand where ./dev browser has put them, outside the sources.
const modules = createRequire(join(process.env.GOLIVE_BROWSER ?? "build/browser", "package.json"));
const { chromium } = modules("playwright-core");
const axe = readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");
const here = dirname(fileURLToPath(import.meta.url));
const pictures = process.argv[2] === "--pictures" ? process.argv[3] : null;

const pageBytes = 130_000, firstPaintMs = 500;
let checks = 0;

// Nothing that a person with other eyes or hands would stumble over, and nothing that the policy
// of the page forbids.
async function isAccessible(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const grave = violations.filter((each) => ["serious", "critical"].includes(each.impact));
  assert.deepEqual(grave.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`), [], name);
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
  assert.equal(overflows, false, `${name} is wider than its window`);
  checks += 1;
}

async function picture(page, name, options = {}) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), ...options });
}

async function person(browser, house, token, options) {
  const context = await browser.newContext({ locale: "fr-FR", ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) page.broken = message.text();
  });
  await page.goto(`${house.url}/board`);
  await isAccessible(page, "sign-in");
  await page.getByLabel("Jeton").fill(token);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("heading", { name: "Exécutions" }).waitFor();
  return page;
}

// From what waits for them to the page of one item.
async function goTo(page, house, run, path) {
  await page.goto(`${house.url}/board/runs/${run}/item?path=${path}`);
}

async function decide(page, verdict, reason) {
  await page.getByLabel("Motif").fill(reason);
  await page.getByRole("button", { name: verdict, exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Enregistré" }).waitFor();
}

async function endTask(page, comment) {
  await page.getByLabel("Commentaire").fill(comment);
  await page.locator("button[value=pass]").click();
  await page.getByRole("status").filter({ hasText: "Enregistré" }).waitFor();
}

async function dayJ(browser, house) {
  const lead = house.golive("user", "add", "amelie", "--role", "project_lead");
  const trade = house.golive("user", "add", "bruno", "--role", "business_rep");
  const dba = house.golive("user", "add", "chloe", "--role", "dba");
  const author = house.golive("user", "add", "ada", "--may-bring-code");
  const folder = house.runbook("billetterie", readFileSync(join(here, "runbook.lua"), "utf8"));
  const run = await house.newRun(folder, author);
  const becomes = (path, state) => until(async () => (await house.state(run, path, lead)) === state, `${path} ${state}`);

  const amelie = await person(browser, house, lead, { viewport: { width: 1280, height: 800 } });
  const bruno = await person(browser, house, trade, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const chloe = await person(browser, house, dba, { viewport: { width: 1920, height: 1080 }, colorScheme: "dark" });

  await becomes("preparation/backup-tested", "ready");
  await chloe.goto(`${house.url}/board`);
  await isAccessible(chloe, "all runs");
  await chloe.getByRole("link", { name: /Restauration d’une sauvegarde/ }).click();
  await isAccessible(chloe, "task");
  await endTask(chloe, "restaurée en 12 minutes");

  await becomes("go-live/go", "open");
  await amelie.goto(`${house.url}/board`);
  await isAccessible(amelie, "what waits");
  await picture(amelie, "board-runs");
  await amelie.getByRole("link", { name: /Feu vert/ }).click();
  await isAccessible(amelie, "gate");
  await picture(amelie, "board-gate");
  // Bruno has the page open and has begun to write; Amélie decides; the door dies.
  await goTo(bruno, house, run, "go-live/go");
  await isAccessible(bruno, "gate on a phone");
  await bruno.getByLabel("Motif").fill("La recette");
  await decide(amelie, "GO", "recette signée, répétition de 2 h 10");
  await bruno.getByText("amelie").waitFor();
  assert.equal(await bruno.getByLabel("Motif").inputValue(), "La recette");
  const door = house.door();
  process.kill(door, "SIGKILL");
  await until(() => house.door() && house.door() !== door, "another door");
  await until(() => fetch(`${house.url}/health/live`).then((answer) => answer.ok, () => false), "the door");
  await picture(bruno, "board-phone");
  await decide(bruno, "GO", "La recette est signée par le métier");
  await isAccessible(bruno, "gate decided");

  await becomes("go-live/migrate", "running");
  await chloe.goto(`${house.url}/board/runs/${run}`);
  await chloe.getByText("migration 6/6 <appliquée> sur tickets").waitFor();
  await isAccessible(chloe, "run");
  await picture(chloe, "board-run-dark", { clip: { x: 0, y: 0, width: 1920, height: 860 } });
  await amelie.goto(`${house.url}/board/runs/${run}`);
  await isAccessible(amelie, "run in the light");
  await picture(amelie, "board-run", { fullPage: true });
  writeFileSync(join(folder, "go-on"), "");
  // Amélie does nothing: what happens comes to her.
  await amelie.locator("#timeline li.asks", { hasText: "Parcours d’achat" }).waitFor();
  await goTo(bruno, house, run, "go-live/look");
  await endTask(bruno, "un billet acheté et remboursé");
  await becomes("go-live/open", "open");
  await goTo(amelie, house, run, "migration-failed");
  await isAccessible(amelie, "contingency");
  await goTo(amelie, house, run, "go-live/open");
  await decide(amelie, "GO", "tout est vert");
  await goTo(bruno, house, run, "go-live/open");
  await decide(bruno, "GO", "ouvrons");
  await becomes("hypercare/review", "ready");
  await goTo(amelie, house, run, "hypercare/review");
  await endTask(amelie, "rien à signaler");
  await until(async () => (await house.ask(`/api/v1/runs/${run}`, lead)).state === "completed", "the run's end");
  await amelie.goto(`${house.url}/board/runs/${run}/history`);
  await isAccessible(amelie, "history");

  const guest = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await guest.goto(house.url + house.golive("share", run));
  await guest.waitForURL(`**/board/runs/${run}`);
  await isAccessible(guest, "by a link");
  assert.equal(await guest.locator("form").count(), 0);
  for (const page of [amelie, bruno, chloe]) assert.equal(page.broken, undefined);
}

async function wall(browser, house) {
  const author = house.golive("user", "add", "ada", "--may-bring-code", "--role", "lead");
  const steps = Array.from({ length: 500 }, (_, n) =>
    `step "s${n}" { title = "Application ${n} is moved to the new cluster", estimate = "2m", effects = false, run = function(ctx) ctx:log("ok") end },`);
  const folder = house.runbook("wall", `return plan "wall" { title = "Five hundred", timezone = "Europe/Paris", approved_by = { "lead" },
    starter_may_decide = true, role "lead" { title = "Lead" }, environment "uat" {},
    phase "go-live" { title = "Day J", on = "J", owner = "lead", ${steps.slice(0, 250).join("\n")}
    gate "half" { decided_by = { "lead" } }, ${steps.slice(250).join("\n")} } }`);
  const run = await house.newRun(folder, author);
  await until(() => house.state(run, "go-live/half", author).then((state) => state === "open", () => false), "the gate in the middle");
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${house.url}/board`);
  await page.getByLabel("Token").fill(author);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Runs" }).waitFor();
  const figures = [];
  for (const address of ["", "?phase=go-live"]) {
    const answer = await page.goto(`${house.url}/board/runs/${run}${address}`);
    const bytes = (await answer.body()).length;
    const rows = await page.locator("#timeline li").count();
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    figures.push(`${rows} rows: ${bytes} bytes, first paint after ${Math.round(paint)} ms`);
    assert.ok(bytes < pageBytes, `${bytes} bytes`);
    await isAccessible(page, `run of 500 items${address}`);
  }
  assert.equal(await page.locator("#timeline li").count(), 501);
  return figures;
}

// What nobody knows any more is said by who has looked; then another day is chosen.
async function unforeseen(browser, house) {
  const token = house.golive("user", "add", "denise", "--role", "lead", "--may-bring-code");
  const folder = house.runbook("imprevu", `return plan "imprevu" { title = "Un imprévu", language = "fr", timezone = "Europe/Paris",
    approved_by = { "lead" }, role "lead" { title = "Responsable" }, environment "uat" {},
    phase "go-live" { title = "Jour J", on = "J", owner = "lead",
      step "migrate" { title = "Migration du schéma", estimate = "20m", irreversible = true, run = function(ctx)
        ctx:exec { "sh", "-c", "echo migration 3/6; touch begun; exec sleep 600" } end },
      task "look" { title = "Parcours d’achat", at = "10:00" } },
    phase "hypercare" { title = "Surveillance", on = "J+1", owner = "lead", task "review" { title = "Bilan" } } }`);
  const run = await house.newRun(folder, token);
  await until(() => existsSync(join(folder, "begun")), "the migration");
  const phone = await person(browser, house, token, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await goTo(phone, house, run, "go-live/migrate");
  process.kill(house.keeper(), "SIGKILL");
  await until(async () => (await house.state(run, "go-live/migrate", token)) === "in_doubt", "the doubt");
  await phone.reload();
  await isAccessible(phone, "doubt");
  await picture(phone, "board-doubt", { fullPage: true });
  await phone.getByLabel("Motif", { exact: true }).first().fill("les six scripts sont passés, vu dans la base");
  await phone.getByRole("radio").first().check();
  await phone.locator("#outcome").fill('{"code": 0}');
  await phone.getByRole("button", { name: "Répondre" }).click();
  await phone.getByRole("status").filter({ hasText: "Enregistré" }).waitFor();
  await until(async () => (await house.state(run, "go-live/migrate", token)) === "succeeded", "the answer");

  await phone.goto(`${house.url}/board/runs/${run}`);
  await phone.getByText("Déplacer J").click();
  await phone.getByLabel("Nouveau J").fill("2027-01-22");
  await phone.getByRole("button", { name: "Voir ce qui change" }).click();
  await phone.getByRole("heading", { name: "Ce qui change" }).waitFor();
  await isAccessible(phone, "another J");
  await picture(phone, "board-move", { fullPage: true });
  await phone.getByLabel("Motif").fill("orage annoncé");
  await phone.getByRole("checkbox").check();
  await phone.getByRole("button", { name: "Déplacer J" }).click();
  await phone.getByRole("status").filter({ hasText: "J est déplacé" }).waitFor();
  assert.equal((await house.ask(`/api/v1/runs/${run}`, token)).j, "2027-01-22");
  await phone.goto(`${house.url}/board/runs/${run}/history`);
  await phone.getByText("orage annoncé").waitFor();
  await isAccessible(phone, "history on a phone");
  assert.equal(phone.broken, undefined);
}

// The plan must change on the way: who may bring code sees what a file changes, and proposes it;
// whose word it takes decides on a phone.
async function amended(browser, house) {
  const author = house.golive("user", "add", "adele", "--may-bring-code");
  const lead = house.golive("user", "add", "hugo", "--role", "lead");
  const text = `return plan "avenant" { title = "Un avenant", language = "fr", timezone = "Europe/Paris",
    approved_by = { "lead" }, role "lead" { title = "Responsable" }, environment "uat" {},
    phase "go-live" { title = "Jour J", on = "J", owner = "lead",
      gate "go" { title = "Feu vert", decided_by = { "lead" } },
      step "migrate" { title = "Migration du schéma", estimate = "20m", effects = false, run = function(ctx) ctx:log("ok") end } } }`;
  const run = await house.newRun(house.runbook("avenant", text), author);
  await until(async () => (await house.state(run, "go-live/go", author)) === "open", "the gate");
  const adele = await person(browser, house, author, { viewport: { width: 1280, height: 800 }, colorScheme: "dark" });
  const hugo = await person(browser, house, lead, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const bring = (changed) => adele.getByLabel("Fichiers du runbook").setInputFiles(
    { name: "runbook.lua", mimeType: "text/x-lua", buffer: Buffer.from(changed) });

  await adele.goto(`${house.url}/board/runs/${run}`);
  await adele.getByRole("link", { name: "Amender le plan" }).click();
  await isAccessible(adele, "files to compare");
  await bring(text.replace("title", "titel"));
  await adele.getByRole("button", { name: "Voir ce qui change" }).click();
  await adele.getByRole("alert").filter({ hasText: "titel" }).waitFor();
  await isAccessible(adele, "a file that is no runbook");
  await bring(text.replace('estimate = "20m"', 'estimate = "35m"')
    .replace('gate "go"', 'task "index" { title = "Index reconstruit" }, gate "go"'));
  await adele.getByRole("button", { name: "Voir ce qui change" }).click();
  await adele.getByRole("heading", { name: "Ce qui change" }).waitFor();
  await isAccessible(adele, "comparison");
  await picture(adele, "board-amend", { fullPage: true });
  await adele.getByLabel("Motif").fill("l’index manque en production");
  await adele.getByRole("button", { name: "Proposer l’avenant" }).click();
  await adele.getByRole("status").filter({ hasText: "Enregistré" }).waitFor();

  await hugo.goto(`${house.url}/board`);
  await hugo.getByRole("link", { name: /Avenant/ }).click();
  await hugo.getByRole("heading", { name: "Avenant 1" }).waitFor();
  await isAccessible(hugo, "amendment on a phone");
  await picture(hugo, "board-amendment", { fullPage: true });
  const form = hugo.locator("#amendment form");
  await form.getByLabel("Motif").fill("oui, il le faut");
  await form.getByRole("button", { name: "GO", exact: true }).click();
  await hugo.getByRole("status").filter({ hasText: "Enregistré" }).waitFor();
  await until(async () => (await house.state(run, "go-live/index", author)) === "ready", "the task that is new");
  await hugo.goto(`${house.url}/board/runs/${run}/history`);
  await hugo.getByText("avenant 1 appliqué").waitFor();
  for (const page of [adele, hugo]) assert.equal(page.broken, undefined);
}

async function withoutJavaScript(browser, house) {
  const token = house.golive("user", "add", "plain", "--role", "project_lead");
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${house.url}/board`);
  await page.getByLabel("Token").fill(token);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Waits for you" }).waitFor();
  await page.getByRole("link", { name: "Français" }).click();
  await page.getByRole("heading", { name: "Vous êtes attendu" }).waitFor();
}

const house = new House();
await house.serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await dayJ(browser, house);
  await unforeseen(browser, house);
  await amended(browser, house);
  const figures = await wall(browser, house);
  await withoutJavaScript(browser, house);
  console.log(`board: ${checks} pages looked at by axe, nothing serious; ${figures.join("; ")} (${firstPaintMs} ms are wanted)`);
} finally {
  await browser.close();
  await house.stop();
}
