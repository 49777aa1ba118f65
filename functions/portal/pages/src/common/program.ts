/** The program's name, where no cycle is at hand to tell it. */
export const PROGRAM = "Diversity Mentoring Program";
