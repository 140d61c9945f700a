// What html-validate asks for: its own standard, what it knows of accessibility, and of links within a document.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    // ARIA 1.2 lets a list have a name; so do browsers.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A hash in the page guards against a foreign host that changes a file. There is no foreign host here.
    "require-sri": ["error", { target: "crossorigin" }],
  },
};
