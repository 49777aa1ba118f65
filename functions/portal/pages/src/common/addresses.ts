/** The addresses of the pages: the server answers at these, and the links lead to them. */
import addresses from "../../../addresses.json" with { type: "json" };

export const ADDRESSES: Readonly<typeof addresses> = addresses;

/** Where a step of the application is. */
export const addressOfStep = (step: string): string => ADDRESSES.application_step.replace("{step}", step);

/** Where the year of a match is. */
export const addressOfMatch = (match: string): string => ADDRESSES.match.replace("{match}", match);

/** The question form on the home page. */
export const ASK = `${ADDRESSES.home}#ask`;
