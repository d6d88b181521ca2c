const { origin, host } = window.location;

const curlHeaders = `  -H "Authorization: Bearer $TOKEN"`;

interface Example {
  title: string;
  note: string;
  languages: Record<"curl" | "JavaScript" | "Python" | "GraphQL", string>;
}

/** The same calls in each language. They run once a token is inserted. */
export const examples: Example[] = [
  {
    title: "Register",
    note: "It answers 201 with your account. Log in next: registering gives no token.",
    languages: {
      curl: `curl -X POST ${origin}/api/v1/auth/register \\
  -H "Content-Type: application/json" \\
  -d '{"email": "you@example.com", "password": "your_password"}'`,
      JavaScript: `await fetch("${origin}/api/v1/auth/register", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ email: "you@example.com", password: "your_password" }),
});`,
      Python: `import requests

requests.post(
    "${origin}/api/v1/auth/register",
    json={"email": "you@example.com", "password": "your_password"},
)`,
      GraphQL: `mutation {
  register(input: { email: "you@example.com", password: "your_password" }) {
    ... on RegisterPayload { user { email } }
    ... on UserError { code message }
  }
}`,
    },
  },
  {
    title: "Log in",
    note: "The answer has a token, shown this once. Keep it like a password.",
    languages: {
      curl: `curl -X POST ${origin}/api/v1/auth/login \\
  -H "Content-Type: application/json" \\
  -d '{"email": "you@example.com", "password": "your_password"}'

# {"token": "lnk7_abc...", "token_id": "tok_...", "token_type": "bearer", ...}`,
      JavaScript: `const response = await fetch("${origin}/api/v1/auth/login", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ email: "you@example.com", password: "your_password" }),
});
const { token } = await response.json();`,
      Python: `response = requests.post(
    "${origin}/api/v1/auth/login",
    json={"email": "you@example.com", "password": "your_password"},
)
token = response.json()["token"]`,
      GraphQL: `mutation {
  login(input: { email: "you@example.com", password: "your_password" }) {
    ... on LoginPayload { secret token { tokenId scopes } }
    ... on UserError { code message }
  }
}`,
    },
  },
  {
    title: "Make a link",
    note: "Only original_url is needed; short_code, title, expires_at and more are in the reference.",
    languages: {
      curl: `curl -X POST ${origin}/api/v1/links \\
${curlHeaders} \\
  -H "Content-Type: application/json" \\
  -d '{"original_url": "https://example.com/my-long-url"}'

# {"id": 1, "short_code": "abc123d", "short_url": "${host}/abc123d", ...}`,
      JavaScript: `const response = await fetch("${origin}/api/v1/links", {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${token}\`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify({ original_url: "https://example.com/my-long-url" }),
});
const { short_url } = await response.json();`,
      Python: `response = requests.post(
    "${origin}/api/v1/links",
    headers={"Authorization": f"Bearer {token}"},
    json={"original_url": "https://example.com/my-long-url"},
)
short_url = response.json()["short_url"]`,
      GraphQL: `mutation {
  createLink(input: { originalUrl: "https://example.com/my-long-url" }) {
    ... on CreateLinkPayload { link { shortUrl } }
    ... on UserError { code message }
  }
}`,
    },
  },
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
      Python: `response = requests.get(
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
    note: "Returns 204 without a body. Only you can reuse the code.",
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
