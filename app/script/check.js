// Parts of a page that follow what somebody types in some of its fields: asked of the server, which reads
// the whole form, so that they always say what saving would. Buttons on the page do the same without a script.

const WAIT = 300;

function watch(place) {
  const form = place.closest("form");
  const fields = place.dataset.fields.split(" ");
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
    if (!fields.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}

document.querySelectorAll("[data-check]").forEach(watch);
