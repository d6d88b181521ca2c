/** The parts of the page in their order: what an address points to after `#`, and what each is called. */
export const sections = {
  authentication: "Authentication",
  "quick-start": "Quick start",
  examples: "Code examples",
  reference: "REST reference",
  errors: "Errors",
  graphql: "GraphQL",
} as const;

export type SectionId = keyof typeof sections;
