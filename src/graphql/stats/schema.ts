import "./Stats.ts";
import "./StatsBreakdown.ts";
