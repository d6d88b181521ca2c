/** What somebody has left of a budget. */
export interface Standing {
  /** Of the budget, as answers name it. */
  name: string;
  tries: number;
  seconds: number;
  left: number;
  /** Seconds until all of it is there again. */
  resetSeconds: number;
}
