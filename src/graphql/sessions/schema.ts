import "./Session.ts";
import "./User.sessions.ts";
import "./startSession.ts";
import "./logout.ts";
import "./endSessions.ts";
