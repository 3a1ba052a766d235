// `make screenshots`: the pages of the sample world, for people to look at. Not a test of anything.

import { takePictures, test } from "./support";

// Name of the picture and path of the page. A new page adds its line here.
const PAGES: [name: string, path: string][] = [["sign-in", "/sign-in"]];

for (const [name, path] of PAGES) {
  test(name, async ({ page, demo }) => {
    await page.goto(demo.url + path);
    await takePictures(page, name);
  });
}
