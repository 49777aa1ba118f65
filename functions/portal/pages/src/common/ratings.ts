/** What the ratings from 1 to 5 are called, in their order. */
export const RATINGS: readonly string[] = ["Badly", "Not well", "All right", "Well", "Very well"];
