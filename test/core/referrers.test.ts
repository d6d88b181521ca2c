import { expect, test } from "vitest";
import { referrerHost } from "../../src/core/clicks/referrerHost.ts";

const ownHost = "lnk7.test";

test.each([
  ["https://xn--mller-kva.de/", "xn--mller-kva.de"],
  ["https://xn--mller-kva.de./", "xn--mller-kva.de"],
  ["https://xn--mller-kva.de../a", "xn--mller-kva.de"],
  ["https://müller.de/", "xn--mller-kva.de"],
  ["HTTPS://MÜLLER.DE.:8443/a?b#c", "xn--mller-kva.de"],
  ["http://News.Example:80/", "news.example"],
  ["https://user:password@news.example/", "news.example"],
  ["https://0x7f.1/", "127.0.0.1"],
  ["http://[2001:DB8:0::1]:8080/", "[2001:db8::1]"],
])("normalizes the host of a referrer: %s", (referrer, host) => {
  expect(referrerHost(referrer, ownHost)).toBe(host);
});

test.each([
  ["android-app://com.google.android.gm/", "android-app://com.google.android.gm"],
  ["android-app://com.google.android.gm", "android-app://com.google.android.gm"],
  ["Android-App://com.Slack/https/app.slack.com", "android-app://com.Slack"],
  ["android-app://org.telegram.messenger:80/?a#b", "android-app://org.telegram.messenger"],
  [`android-app://a.${"b".repeat(221)}`, `android-app://a.${"b".repeat(221)}`],
])("uses the package of an Android app as referrer: %s", (referrer, app) => {
  expect(referrerHost(referrer, ownHost)).toBe(app);
});

test.each([
  "",
  "null",
  "/path",
  "news.example",
  "about:client",
  "ios-app://284882215/fb",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://",
  "https://./",
  `https://${"a.".repeat(127)}example/`,
  "https://lnk7.test/abc",
  "https://LNK7.test.:443/abc",
  "android-app://",
  "android-app://gmail/",
  "android-app://com..example/",
  "android-app://com.1example/",
  "android-app://.com.example/",
  "android-app://com.example./",
  "android-app://com.ex-ample/",
  "android-app://com.ex%20ample/",
  "android-app://com.éxample/",
  "android-app:com.example",
  `android-app://a.${"b".repeat(222)}`,
])("treats a referrer without another page or app as unknown: %s", (referrer) => {
  expect(referrerHost(referrer, ownHost)).toBeNull();
});
