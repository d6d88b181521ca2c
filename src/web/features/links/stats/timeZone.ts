/** Browsers report this time zone if they cannot determine one. Their clocks then show UTC. */
const unknown = "Etc/Unknown";

const { timeZone: reported = unknown } = new Intl.DateTimeFormat().resolvedOptions();

/** Whether the browser reports the viewer's time zone. */
export const isTimeZoneKnown = reported !== unknown;

/** The IANA name of the viewer's time zone; UTC if unknown. */
export const timeZone = isTimeZoneKnown ? reported : "UTC";
