// What a sentence would do, while somebody writes it or changes “When to use”. The button beside it does
// the same without a script.

const WAIT = 300;
const FIELDS = ["when_to_use", "example"];

function watch(place) {
  const form = place.closest("form");
  let timer;
  let asking;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const response = await fetch(place.dataset.check, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        signal: asking.signal,
      });
      if (response.ok && !response.redirected) show(await response.text());
    } catch {
      // The next change asks again, and so does the button.
    }
  };

  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of place.querySelectorAll("[data-part]")) {
      const answer = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (answer && answer.innerHTML !== part.innerHTML) part.replaceChildren(...answer.childNodes);
    }
  };

  form.addEventListener("input", (event) => {
    if (!FIELDS.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}

document.querySelectorAll("[data-check]").forEach(watch);
