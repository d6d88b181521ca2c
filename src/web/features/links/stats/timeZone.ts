/** What browsers call a time zone that they could not find out. Their clocks then show UTC. */
const unknown = "Etc/Unknown";

const { timeZone: reported = unknown } = new Intl.DateTimeFormat().resolvedOptions();

/** Whether the browser tells the viewer's time zone. */
export const isTimeZoneKnown = reported !== unknown;

/** The viewer's, by its IANA name; UTC where the browser does not tell it. */
export const timeZone = isTimeZoneKnown ? reported : "UTC";
