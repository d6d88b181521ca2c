/** The minimum for Hono on Node: one route that redirects. */
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
app.get("/:code", (c) => c.redirect("https://example.com/", 302));
createAdaptorServer({ fetch: app.fetch }).listen(Number(process.env.PORT), process.env.HOST);
