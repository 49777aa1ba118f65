/** The program's name, where no cycle is at hand. */
export const PROGRAM = "Diversity Mentoring Program";
