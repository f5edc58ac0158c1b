// Lets the arrows move over the days of a month, and counts the ticked ones; without it the days
// are plain checkboxes, which Tab and space already serve.
document.querySelectorAll("[data-month-days]").forEach((calendar) => {
  const days = Array.from(calendar.querySelectorAll("input[type=checkbox]"));
  const count = calendar.querySelector("[data-count]");
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 };
  const mirrored = getComputedStyle(calendar).direction === "rtl";

  calendar.addEventListener("change", () => {
    count.textContent = String(days.filter((day) => day.checked).length);
  });
  calendar.addEventListener("keydown", (event) => {
    const at = days.indexOf(event.target);
    let step = steps[event.key];
    if (at < 0 || step === undefined) return;
    if (mirrored && Math.abs(step) === 1) step = -step;
    const next = days[at + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
});
