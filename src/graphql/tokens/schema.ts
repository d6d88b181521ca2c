import "./TokenScope.ts";
import "./ApiToken.ts";
import "./User.tokens.ts";
import "./login.ts";
import "./createToken.ts";
import "./revokeToken.ts";
import "./updateToken.ts";
