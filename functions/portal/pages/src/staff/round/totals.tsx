/** What the round comes to, beside what the other policy would. */

import { Box } from "../parts/box.tsx";
import { fit, POLICIES, type StaffRound } from "../rounds/words.ts";

export function Totals({ round }: { round: StaffRound }) {
  const { alternative, applicants } = round;
  const both = [round, alternative];
  const rows: readonly [string, readonly (string | number)[]][] = [
    ["Matched", both.map(({ matched }) => matched)],
    ["Without a mentor", both.map(({ matched }) => applicants - matched)],
    ["Average fit", both.map(({ matched, total }) => (matched ? fit(total / matched) : "–"))],
    ["Worst fit", both.map(({ matched, worst }) => (matched ? fit(worst) : "–"))],
  ];
  return (
    <Box title="Both policies">
      <table class="beside">
        <thead>
          <tr>
            <td />
            <th scope="col">This round</th>
            <th scope="col">The other policy</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Policy</th>
            <td>{POLICIES[round.policy]}</td>
            <td>{POLICIES[alternative.policy]}</td>
          </tr>
          {rows.map(([label, values]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, index) => (
                <td key={both[index]?.policy}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
