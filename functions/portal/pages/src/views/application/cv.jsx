/** The CV. */
export function Cv() {
  return <p>Your CV</p>;
}
