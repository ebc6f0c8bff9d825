/** Something the person at the terminal can act on. 1: the server refused or was not reached; 2: the command was wrong. */
export class CliError extends Error {
  readonly exitCode: 1 | 2;
  constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.name = "CliError";
    this.exitCode = exitCode;
  }
}

export function wrongUse(message: string): CliError {
  return new CliError(2, message);
}
