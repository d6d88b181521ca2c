/** The user agent of a browser without a known name, operating system or device. */
export const plainBrowser = "w3m/0.5.3+git20230121";
