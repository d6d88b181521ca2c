/** The sections of the page in order: URL fragments with their titles. */
export const sections = {
  authentication: "Authentication",
  "quick-start": "Quick start",
  examples: "Code examples",
  reference: "REST reference",
  errors: "Errors",
  graphql: "GraphQL",
} as const;

export type SectionId = keyof typeof sections;
