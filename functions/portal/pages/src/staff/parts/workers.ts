/** What the program's workers are called, by their names. */

const WORKERS: Readonly<Record<string, string>> = {
  bulk: "Bulk changes",
  deadlines: "Deadlines, each minute",
  eligibility: "Verdicts by the rules",
  erasure: "Erasure",
  exports: "Exports",
  mail_events: "What became of e-mail",
  matching: "Matching",
  materials: "CV checks",
  notifications: "E-mail",
  relay: "Passing on what happened",
};

export const workerName = (worker: string): string => WORKERS[worker] ?? worker.replaceAll("_", " ");
