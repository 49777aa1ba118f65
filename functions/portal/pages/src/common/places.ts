/** Countries and time zones as choices, in the words of the reader's browser. */
import type { Choice } from "./schema.ts";

/** ISO 3166-1 alpha-2, less the U.S. and the territories that are chosen as states. */
const COUNTRIES =
  "AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF " +
  "CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE " +
  "GF GG GH GI GL GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP " +
  "KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA " +
  "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH " +
  "SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UY UZ VA VC VE VG VN " +
  "VU WF WS XK YE YT ZA ZM ZW";

let countries: readonly Choice[] | undefined;
let zones: readonly Choice[] | undefined;

/** The U.S. first, then every other country by name. */
export function countryChoices(): readonly Choice[] {
  countries ??= listed();
  return countries;
}

function listed(): readonly Choice[] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const others = COUNTRIES.split(" ").map((value) => ({ value, label: names.of(value) ?? value }));
  others.sort((one, other) => one.label.localeCompare(other.label));
  return [{ value: "US", label: "United States" }, ...others];
}

/** The zones that the schema suggests first, then the others that the browser knows, and the one chosen already. */
export function zoneChoices(chosen: string, suggested: readonly Choice[]): readonly Choice[] {
  zones ??= Intl.supportedValuesOf("timeZone").map(choiceOf);
  const others = zones.filter(({ value }) => !suggested.some((choice) => choice.value === value));
  const choices = [...suggested, ...others];
  return !chosen || choices.some(({ value }) => value === chosen) ? choices : [...choices, choiceOf(chosen)];
}

const choiceOf = (zone: string): Choice => ({ value: zone, label: zone.replaceAll("_", " ") });
