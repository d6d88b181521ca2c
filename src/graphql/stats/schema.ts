import "./Stats.ts";
import "./StatsTop.ts";
