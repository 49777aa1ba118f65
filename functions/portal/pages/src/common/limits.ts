/** How long what people send may be: the API holds to the same file. */
import limits from "../../../../../shared/domain/limits.json" with { type: "json" };

export const LIMITS: Readonly<typeof limits> = limits;
