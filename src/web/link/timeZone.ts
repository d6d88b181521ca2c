/** The viewer's, by its IANA name. */
export const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
