// Builds the one file that the toolkit carries, and records of which sources it was made.
// `npm ci && npm run build` writes; `npm run check` says whether what is committed matches.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "..", "toolkit", "link", "explore", "static");

// The same recipe as tests/toolkit/link/test_explore_bundle.py: name, a line end, text, a line end, in order of name.
function sourceDigest() {
  const files = ["build.mjs", "package.json", "package-lock.json"];
  files.push(...readdirSync(join(here, "src")).map((name) => `src/${name}`));
  const digest = createHash("sha256");
  for (const name of files.sort()) digest.update(`${name}\n${readFileSync(join(here, name), "utf8")}\n`);
  return digest.digest("hex");
}

async function make(folder) {
  await build({
    absWorkingDir: here,
    entryPoints: { explore: "src/index.js" },
    outdir: folder,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  await build({ absWorkingDir: here, entryPoints: ["src/explore.css"], outdir: folder, minify: true, logLevel: "warning" });
  const licence = readFileSync(join(here, "node_modules", "cytoscape", "LICENSE"), "utf8");
  writeFileSync(join(folder, "LICENCE-cytoscape.txt"), licence.trimEnd() + "\n");
  writeFileSync(join(folder, "sources.sha256"), sourceDigest() + "\n");
}

const names = ["explore.js", "explore.css", "LICENCE-cytoscape.txt", "sources.sha256"];
if (process.argv.includes("--check")) {
  const folder = mkdtempSync(join(tmpdir(), "explore-"));
  await make(folder);
  const stale = names.filter((name) => readFileSync(join(folder, name), "utf8") !== readFileSync(join(target, name), "utf8"));
  rmSync(folder, { recursive: true });
  if (stale.length) {
    console.error(`${stale.join(", ")}: not what the sources give; run npm run build and commit`);
    process.exit(1);
  }
  console.log("the committed bundle matches its sources");
} else {
  await make(target);
}
