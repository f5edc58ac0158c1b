// Marks the document that lies open, and brings it into sight on a narrow screen; without it the
// links open the same documents in the same frame.
document.querySelectorAll("[data-sheets]").forEach((list) => {
  const frame = document.querySelector(".reading-frame");
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("a[target=reading]");
    if (!chosen || !frame) return;
    list.querySelectorAll("[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    chosen.setAttribute("aria-current", "true");
    const box = frame.getBoundingClientRect();
    if (box.top > window.innerHeight - 200) frame.scrollIntoView({ block: "start" });
  });
});
