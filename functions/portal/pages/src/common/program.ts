/** What the program says of itself: the document says the same without JavaScript. */
import program from "../../../../../shared/domain/program.json" with { type: "json" };

/** The program's name, where no cycle is at hand. */
export const PROGRAM = program.name;

/** Its texts. */
export const TEXTS: Readonly<typeof program> = program;
