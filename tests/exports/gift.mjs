// Reads GIFT from standard input with gift-pegjs, the path of which is given; writes JSON.
import { readFileSync } from "node:fs";

const { parse } = (await import(process.argv[2])).default;
console.log(JSON.stringify(parse(readFileSync(0, "utf8"))));
