// Marks the document that lies open, and brings it into sight on a narrow screen; without it the
// links open the same documents in the same frame.
document.querySelectorAll("[data-sheets]").forEach((list) => {
  const frame = document.querySelector(".reading-frame");
  const box = frame && frame.parentElement;
  if (box && !frame.hasAttribute("src")) box.classList.add("is-closed");
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("a[target=reading]");
    if (!chosen || !frame) return;
    list.querySelectorAll("[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    chosen.setAttribute("aria-current", "true");
    box.classList.remove("is-closed");
    if (box.getBoundingClientRect().top > window.innerHeight - 200) box.scrollIntoView();
  });
});
