// Light or dark, as JupyterLab is; outside JupyterLab, as the browser asks.

export const LIGHT = {
  name: "light",
  paper: "#FFFFFF",
  ink: "#222222",
  line: "#3A3A3A",
  faint: "#6B6B6B",
  rim: "#222222",
  box: "#8A6200",
  boxFill: "#E69F00",
  mark: "#D55E00",
  focus: "#0072B2",
};
export const DARK = {
  name: "dark",
  paper: "#161616",
  ink: "#F2F2F2",
  line: "#D0D0D0",
  faint: "#A0A0A0",
  rim: "#F2F2F2",
  box: "#F0C05A",
  boxFill: "#E69F00",
  mark: "#FF8C3B",
  focus: "#56B4E9",
};

export function watchTheme(changed) {
  const query = window.matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    const said = document.body.dataset.jpThemeLight;
    return (said === undefined ? query.matches : said === "false") ? DARK : LIGHT;
  };
  let last = read();
  const look = () => {
    const now = read();
    if (now !== last) changed((last = now));
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  query.addEventListener("change", look);
  return {
    first: last,
    stop: () => {
      observer.disconnect();
      query.removeEventListener("change", look);
    },
  };
}
