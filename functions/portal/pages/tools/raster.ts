/** An SVG as pixels: `{"svg", "width"}` as JSON on the standard input, a PNG file in base64 as the answer. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const code = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
await initWasm(readFileSync(code));
const { svg, width }: { readonly svg: string; readonly width: number } = JSON.parse(readFileSync(0, "utf-8"));
const drawing = new Resvg(svg, { fitTo: { mode: "width", value: width } });
process.stdout.write(Buffer.from(drawing.render().asPng()).toString("base64"));
