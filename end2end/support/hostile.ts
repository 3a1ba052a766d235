// Texts that want to be more than text. The list is also that of the tests of mails, exports and what other people's
// services are told. Each that could run would set `ran`, ask for /ran, or open a dialog.

import { readFileSync } from "node:fs";

export const HOSTILE = JSON.parse(readFileSync(new URL("../../tests/hostile.json", import.meta.url), "utf8")) as string[];
