// Warns in time that the session ends, with one button to stay. The server decides when it ends.

const WARNING = 120;

const section = document.getElementById("sessie");

if (section) {
  const heading = section.querySelector("h2");
  const words = section.querySelector("p");
  const [stay, again] = [section.querySelector("button"), section.querySelector("a")];
  const first = [heading.textContent, words.textContent];
  let csrf = section.dataset.csrf;
  let timer = 0;

  const over = () => {
    heading.textContent = heading.dataset.over;
    words.textContent = words.dataset.over;
    stay.hidden = true;
    again.hidden = false;
    section.hidden = false;
  };

  const warn = (seconds) => {
    section.hidden = false;
    timer = setTimeout(over, seconds * 1000);
  };

  const lasts = (seconds) => {
    clearTimeout(timer);
    [heading.textContent, words.textContent] = first;
    stay.hidden = false;
    again.hidden = true;
    section.hidden = true;
    if (seconds <= WARNING) warn(seconds);
    else timer = setTimeout(warn, (seconds - WARNING) * 1000, WARNING);
  };

  stay.addEventListener("click", async () => {
    try {
      const answer = await fetch(section.dataset.adres, {
        method: "POST", body: new URLSearchParams({ csrf }), redirect: "manual",
      });
      if (!answer.ok) return over();
      const { seconden } = await answer.json();
      lasts(seconden);
      // the longest a session lasts comes near: staying does not help
      if (seconden <= WARNING) words.textContent = words.dataset.einde;
    } catch {
      // no line now: the warning stays and the button can be pressed again
    }
  });
  document.addEventListener("sessie", ({ detail }) => {
    csrf = detail.csrf ?? csrf;
    lasts(detail.seconden);
  });
  lasts(Number(section.dataset.seconden));
}
