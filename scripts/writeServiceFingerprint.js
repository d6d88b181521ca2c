/** Stores the fingerprint of the service at the end of its build. */
import { serviceBuild, writeFingerprint } from "./buildFingerprints.js";

writeFingerprint(serviceBuild);
