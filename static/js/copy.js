// Everything works without this file: the fields can be marked and copied by hand. It adds a button to each.
(() => {
  const status = document.querySelector("[data-copied]");

  async function copied(field) {
    field.select(); // what cannot be copied for the reader is marked at least
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      return false; // no right to, or no secure connection
    }
  }

  for (const button of document.querySelectorAll("[data-copies]")) {
    const field = document.getElementById(button.dataset.copies);
    field.addEventListener("focus", () => field.select());
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copied(field);
      status.textContent = done ? status.dataset.copied : status.dataset.notCopied;
    });
  }
})();
