import "./Click.ts";
import "./linkClicked.ts";
