import { builder } from "../schema/builder.ts";
import { LinkStatus } from "./Link.ts";

export const LinkFilter = builder.inputType("LinkFilter", {
  description: "Selects links. A field that is absent or null selects all of them.",
  fields: (t) => ({
    search: t.string({
      description:
        "Words that must all occur in the short code, original URL, title or note. Case is ignored. A word of one or two characters must start the short code or a word of the title or note. At most 200 characters.",
    }),
    status: t.field({
      type: [LinkStatus],
      description:
        "Any of these current statuses; an empty list selects all. If it has only one of `ACTIVE` and `BLOCKED`, a page considers at most 10,000 links.",
    }),
  }),
});
