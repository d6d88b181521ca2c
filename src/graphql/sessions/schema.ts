import "./Session.ts";
import "./User.sessions.ts";
import "./startSession.ts";
import "./endSession.ts";
import "./endSessions.ts";
