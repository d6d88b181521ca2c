import { expect, test } from "vitest";
import {
  initialValues,
  toChanges,
  toCreateInput,
} from "../../src/web/features/links/form/linkFormValues.ts";
import type { LinkFragment } from "../../src/web/features/links/shared/documents.ts";

const link: LinkFragment = {
  id: "TGluazox",
  databaseId: 1,
  shortCode: "abc",
  shortUrl: "https://lnk7.test/abc",
  originalUrl: "https://example.com/",
  title: "Title",
  note: "First line\nsecond line",
  isActive: true,
  status: "ACTIVE",
  redirectType: "FOUND",
  expiresAt: "2030-01-01T12:30:15.000Z",
  maxClicks: 5,
  hasPassword: true,
  clickCount: 2,
  lastClickedAt: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

test("a new link gets the default settings, and null for empty fields", () => {
  const values = { ...initialValues(), originalUrl: "example.com/page", title: "  " };

  expect(toCreateInput(values)).toEqual({
    originalUrl: "https://example.com/page",
    shortCode: null,
    title: null,
    note: null,
    expiresAt: null,
    maxClicks: null,
    password: null,
    redirectType: "FOUND",
    isActive: true,
  });
});

test("an unchanged form sends nothing", () => {
  expect(toChanges(initialValues(link), initialValues(link))).toEqual({});
});

test("only changed settings are sent, emptied ones as null", () => {
  const values = {
    ...initialValues(link),
    originalUrl: "example.com/other",
    title: " Title ",
    maxClicks: "",
    expiresAt: "2031-02-03T04:05",
    isActive: false,
    password: "sesame",
  };

  expect(toChanges(values, initialValues(link))).toEqual({
    originalUrl: "https://example.com/other",
    expiresAt: new Date("2031-02-03T04:05").toISOString(),
    maxClicks: null,
    isActive: false,
    password: "sesame",
  });
});

test("a removed password is sent as null, even if a new one was typed", () => {
  const values = { ...initialValues(link), password: "sesame", removesPassword: true };

  expect(toChanges(values, initialValues(link))).toEqual({ password: null });
});
