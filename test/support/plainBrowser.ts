/** The user agent of a person's browser that tells neither its system nor its device, and has no known name. */
export const plainBrowser = "w3m/0.5.3+git20230121";
