// Keeps a page as it is now: when something happens, the parts of the page that changed are fetched
// and put in place. What somebody is writing in, or has the focus in, is left alone. Without this
// script every page works the same; it is then as new as its last loading.
"use strict";
(() => {
  const run = document.body.dataset.live;
  if (!run) return;
  const everyMs = 5000, soonMs = 150;
  const lost = document.getElementById("link-lost");
  let tag = null, timer = 0, busy = false, again = false, listening = false;

  const isBeingUsed = (part) =>
    part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select");

  function putInPlace(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const parts = new Set([...document.querySelectorAll("[data-part]"), ...fresh.querySelectorAll("[data-part]")]
      .map((part) => part.id));
    const main = document.getElementById("main");
    let last = null;
    for (const next of fresh.querySelectorAll("[data-part]")) {
      const old = document.getElementById(next.id);
      parts.delete(next.id);
      if (!old) {
        const added = document.importNode(next, true);
        if (last) last.after(added); else main.prepend(added);
        last = added;
        continue;
      }
      last = old;
      if (old.outerHTML === next.outerHTML || isBeingUsed(old)) continue;
      // The link that had the focus has it afterwards.
      const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      const scrolls = [...old.querySelectorAll("pre")].map((pre) => pre.scrollTop + pre.clientHeight >= pre.scrollHeight - 4);
      const opened = new Set([...old.querySelectorAll("details[open] > summary")].map((each) => each.textContent));
      const put = document.importNode(next, true);
      old.replaceWith(put);
      last = put;
      put.querySelectorAll("details > summary").forEach((each) => {
        if (opened.has(each.textContent)) each.parentElement.open = true;
      });
      put.querySelectorAll("pre").forEach((pre, i) => { if (scrolls[i] !== false) pre.scrollTop = pre.scrollHeight; });
      if (focused) {
        const link = [...put.querySelectorAll("a")].find((each) => each.getAttribute("href") === focused);
        if (link) link.focus({ preventScroll: true });
      }
    }
    for (const id of parts) {
      const gone = document.getElementById(id);
      if (gone && !isBeingUsed(gone)) gone.remove();
    }
    // A decision that was begun on what is no longer so: the page says so before it is sent.
    const was = document.querySelector("input[name=shown]"), is = fresh.querySelector("input[name=shown]");
    const form = document.getElementById("decide");
    if (was && (!is || was.value !== is.value) && form && !document.getElementById("stale")) {
      const note = document.createElement("p");
      note.id = "stale";
      note.className = "notice bad";
      note.setAttribute("role", "alert");
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = document.body.dataset.old;
      note.append(link);
      form.prepend(note);
    }
  }

  async function look() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const address = new URL(location.href);
      address.searchParams.delete("done");
      address.searchParams.delete("seq");
      address.searchParams.delete("lang");
      const answer = await fetch(address, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      if (answer.redirected && new URL(answer.url).pathname === "/board/sign-in") { location.reload(); return; }
      lost.hidden = answer.status < 500;
      if (answer.status === 200) {
        tag = answer.headers.get("ETag");
        putInPlace(await answer.text());
      }
    } catch {
      lost.hidden = false;
    } finally {
      busy = false;
      if (again) { again = false; soon(); }
    }
  }

  const soon = () => { clearTimeout(timer); timer = setTimeout(look, soonMs); };

  function listen() {
    if (run === "all" || !window.EventSource) return;
    const after = document.body.dataset.seq || "0";
    const stream = new EventSource("/api/v1/runs/" + encodeURIComponent(run) + "/stream?after=" + after);
    stream.onopen = () => { listening = true; soon(); };
    stream.onmessage = soon;
    stream.addEventListener("event", soon);
    stream.onerror = () => {
      listening = false;
      if (stream.readyState === EventSource.CLOSED) stream.close();
    };
  }

  document.querySelectorAll("pre.output").forEach((pre) => { pre.scrollTop = pre.scrollHeight; });
  listen();
  // Output, the clock and what no stream tells of; rarely where a stream tells the rest.
  let round = 0;
  setInterval(() => { round += 1; if (!document.hidden && (!listening || round % 3 === 0)) look(); }, everyMs);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
})();
