// Everything works without this file. It lets keys turn the pages: arrows, or n and p.
(() => {
  const turns = { ArrowRight: "next", n: "next", ArrowLeft: "prev", p: "prev" };

  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    // A letter counts only where the page itself has the focus: people who speak to their computer type words.
    if (event.key.length === 1 && event.target !== document.body) return;
    const link = document.querySelector(`.reader-steps a[rel="${turns[event.key]}"]`);
    if (!link) return;
    event.preventDefault();
    location.assign(link.href);
  });
})();
