/* The import pages: progress without reloading, and dropping files. Both pages work without this file. */
(() => {
  "use strict";

  function watch(page) {
    const push = page.querySelector("[data-import-push]");
    const bar = page.querySelector("[data-progress-bar]");
    const write = (name, value) => {
      const element = page.querySelector(`[data-progress-${name}]`);
      if (element) element.textContent = value;
    };

    async function pushOn() {
      await fetch(push.action, { method: "POST", body: new FormData(push), redirect: "manual" });
    }

    async function ask() {
      try {
        const answer = await fetch(page.dataset.importProgress, {
          headers: { Accept: "application/json" },
        });
        if (!answer.ok) throw new Error(answer.status);
        const state = await answer.json();
        if (!state.working || state.state !== page.querySelector("h2").textContent) {
          if (!state.working) return void window.location.reload();
          page.querySelector("h2").textContent = state.state;
        }
        write("done", state.done);
        write("total", state.total);
        write("records", state.records);
        if (state.total > 1) {
          bar.max = state.total;
          bar.value = state.done;
        }
        if (state.needs_push) await pushOn();
      } catch {
        // The next question may be answered; the page says what is known.
      }
      window.setTimeout(ask, 1000);
    }

    window.setTimeout(ask, 300);
  }

  function acceptDrops(area) {
    const input = area.querySelector("input[type=file]");
    const chosen = document.createElement("p");
    chosen.className = "import__chosen";
    chosen.setAttribute("role", "status");
    chosen.textContent = area.dataset.dropHint;
    area.append(chosen);

    input.addEventListener("change", () => {
      const names = [...input.files].map((file) => file.name);
      chosen.textContent = names.length
        ? `${area.dataset.chosenLabel} ${names.join(", ")}`
        : area.dataset.dropHint;
    });
    const over = (event, is) => {
      event.preventDefault();
      area.classList.toggle("import__drop--over", is);
    };
    area.addEventListener("dragover", (event) => over(event, true));
    area.addEventListener("dragleave", (event) => over(event, false));
    area.addEventListener("drop", (event) => {
      over(event, false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function start() {
    document.querySelectorAll("[data-import-progress]").forEach(watch);
    document.querySelectorAll("[data-import-drop]").forEach(acceptDrops);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
