/** How the program ends, for pipelines: part of what it promises. */
export const EXIT = { done: 0, failed: 1, changes: 2, refused: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends the program with sentences for a person and a code for a pipeline. */
export class Failure extends Error {
  constructor(
    readonly lines: readonly string[],
    readonly code: ExitCode = EXIT.failed,
  ) {
    super(lines.join('\n'))
  }
}
