import "./Click.ts";
import "./linkClicked.ts";
import "./linksClicked.ts";
