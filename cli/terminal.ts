/** What a command may touch; given by the caller, so that tests can watch it. */
export type Terminal = {
  env: Record<string, string | undefined>;
  cwd: string;
  /** Results, for pipes. */
  out: (text: string) => void;
  /** Everything that is only for people. */
  note: (text: string) => void;
};
