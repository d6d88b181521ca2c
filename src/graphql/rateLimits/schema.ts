import "./rateLimit.ts";
