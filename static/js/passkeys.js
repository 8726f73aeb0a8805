// Passkeys need a script. Without it, or in a browser that has none, the other ways in stay.
(() => {
  for (const part of document.querySelectorAll("[data-passkey]")) {
    part.hidden = !window.PublicKeyCredential;
  }
  for (const part of document.querySelectorAll("[data-no-passkey]")) {
    part.hidden = Boolean(window.PublicKeyCredential);
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault(); // said on the page instead of in the console
    const problem = document.querySelector("[data-passkey-problem]");
    problem.hidden = false;
    problem.focus();
  });
})();
