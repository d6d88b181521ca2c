import { builder } from "../schema/builder.ts";
import { LinkStatus } from "./Link.ts";

export const LinkFilter = builder.inputType("LinkFilter", {
  description: "Picks links. What is absent or null picks all of them.",
  fields: (t) => ({
    search: t.string({
      description:
        "Each of these words is to be part of the code, the original URL or the title, in either case. A word of one or two characters is to begin the code or a word of the title. At most 200 characters.",
    }),
    status: t.field({
      type: LinkStatus,
      description:
        "What visitors are to meet now. `ACTIVE` takes in what is blocked, and `BLOCKED` cannot be asked for.",
    }),
  }),
});
