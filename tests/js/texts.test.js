import assert from "node:assert/strict";
import { test } from "node:test";

import { _, filled, LOCALE, ngettext } from "../../app/web/static/js/texts.js";

/** The module as it is on a page in a language, with the dictionary that the page brings. */
async function onPage(lang, dir, dictionary) {
  const block = dictionary && { textContent: JSON.stringify(dictionary) };
  globalThis.document = { documentElement: { lang, dir }, getElementById: () => block };
  const texts = await import(`../../app/web/static/js/texts.js?${lang}`);
  delete globalThis.document;
  return texts;
}

test("without a dictionary the English in the code is said", () => {
  assert.equal(_("Saved."), "Saved.");
  assert.equal(_("%(known)d of %(all)s", { known: 1, all: 2 }), "1 of 2");
  assert.equal(ngettext("%(num)d card", "%(num)d cards", 1), "1 card");
  assert.equal(ngettext("%(num)d card of %(deck)s", "%(num)d cards of %(deck)s", 0, { deck: "CRM" }), "0 cards of CRM");
  assert.equal(LOCALE, "en-GB");
});

test("what is filled in is text: no sign of it means anything", () => {
  assert.equal(filled("%(said)s!", { said: "$& 100 % %(said)s" }), "$& 100 % %(said)s!");
  assert.equal(filled("%(other)s", { said: 1 }), "%(other)s");
});

test("a page brings its translations", async () => {
  const chinese = await onPage("zh-Hans", "ltr", { "Saved.": "已保存。", "%(num)d card": { other: "%(num)d 张卡片" } });
  assert.equal(chinese._("Saved."), "已保存。");
  assert.equal(chinese._("Not there."), "Not there.");
  assert.equal(chinese.ngettext("%(num)d card", "%(num)d cards", 1), "1 张卡片");
  assert.equal(chinese.LOCALE, "zh-Hans");
  assert.deepEqual(chinese.OURS, { lang: "zh-Hans", dir: "ltr" });
});

test("plural forms go by the language's own categories", async () => {
  const forms = { one: "%(num)d карта", few: "%(num)d карты", many: "%(num)d карт", other: "%(num)d карты" };
  const { ngettext: russian } = await onPage("ru", "ltr", { "%(num)d card": forms });
  const said = (number) => russian("%(num)d card", "%(num)d cards", number);
  assert.deepEqual([1, 3, 5, 21].map(said), ["1 карта", "3 карты", "5 карт", "21 карта"]);
});
