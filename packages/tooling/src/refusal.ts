/** A sentence for the person at the terminal: what is wrong and what to do. Printed without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** Runs a command to its end; a refusal becomes one sentence and exit code 1, anything else keeps its stack. */
export async function runCommand(command: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await command()) ?? 0
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exitCode = 1
  }
}
