// Before the page is drawn, so that it does not flash: the theme that the reader has chosen, or else that of the browser.
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  let chosen = null;
  try {
    chosen = localStorage.getItem('theme');
  } catch {
    // Without storage, as where a browser allows none, the choice lasts for the page.
  }
  if (chosen === 'light' || chosen === 'dark') {
    root.dataset.theme = chosen;
  }
})();
