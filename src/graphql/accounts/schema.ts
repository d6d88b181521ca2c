import "./User.ts";
import "./register.ts";
import "./changePassword.ts";
import "./deleteAccount.ts";
