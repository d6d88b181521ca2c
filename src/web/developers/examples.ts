const { origin } = window.location;

const curlHeaders = `  -H "Authorization: Bearer $TOKEN"`;

interface Example {
  title: string;
  note: string;
  languages: Record<"curl" | "JavaScript" | "Python" | "GraphQL", string>;
}

/** The same calls in each language, ready to run once a token is put in. */
export const examples: Example[] = [
  {
    title: "List your links",
    note: "Newest first, 20 a page. Ask for more with ?page=2&per_page=100 while has_next is true.",
    languages: {
      curl: `curl ${origin}/api/v1/links \\
${curlHeaders}

# {"links": [...], "page": 1, "per_page": 20, "has_next": false}`,
      JavaScript: `const response = await fetch("${origin}/api/v1/links", {
  headers: { Authorization: \`Bearer \${token}\` },
});
const { links, has_next } = await response.json();`,
      Python: `import requests

response = requests.get(
    "${origin}/api/v1/links",
    headers={"Authorization": f"Bearer {token}"},
)
links = response.json()["links"]`,
      GraphQL: `query {
  viewer {
    links(first: 20) {
      nodes { shortUrl originalUrl clickCount }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
    },
  },
  {
    title: "Update a link",
    note: "Send only what changes. The next visitor is led by what it says now.",
    languages: {
      curl: `curl -X PUT ${origin}/api/v1/links/1 \\
${curlHeaders} \\
  -H "Content-Type: application/json" \\
  -d '{"original_url": "https://new-destination.com", "is_active": true}'`,
      JavaScript: `await fetch("${origin}/api/v1/links/1", {
  method: "PUT",
  headers: {
    Authorization: \`Bearer \${token}\`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify({ original_url: "https://new-destination.com" }),
});`,
      Python: `requests.put(
    "${origin}/api/v1/links/1",
    headers={"Authorization": f"Bearer {token}"},
    json={"original_url": "https://new-destination.com"},
)`,
      GraphQL: `mutation {
  updateLink(input: {
    by: { databaseId: 1 }
    originalUrl: "https://new-destination.com"
  }) {
    ... on UpdateLinkPayload { link { shortUrl originalUrl } }
    ... on UserError { code message }
  }
}`,
    },
  },
  {
    title: "Delete a link",
    note: "It answers 204 without a body. The code never leads elsewhere for somebody else.",
    languages: {
      curl: `curl -X DELETE ${origin}/api/v1/links/1 \\
${curlHeaders}

# 204 No Content`,
      JavaScript: `await fetch("${origin}/api/v1/links/1", {
  method: "DELETE",
  headers: { Authorization: \`Bearer \${token}\` },
});`,
      Python: `requests.delete(
    "${origin}/api/v1/links/1",
    headers={"Authorization": f"Bearer {token}"},
)`,
      GraphQL: `mutation {
  deleteLink(input: { by: { databaseId: 1 } }) {
    ... on DeleteLinkPayload { shortCode }
    ... on UserError { code message }
  }
}`,
    },
  },
];
