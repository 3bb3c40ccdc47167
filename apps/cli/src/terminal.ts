import { createInterface } from 'node:readline/promises'

/** Where the program reads and writes. */
export type Terminal = {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** A person sits there and can be asked. */
  readonly interactive: boolean
  readonly colors: boolean
  /** What was asked for: can be piped. */
  print(text: string): void
  /** How it goes, and what went wrong. */
  tell(text: string): void
  ask(question: string): Promise<string>
}

export function processTerminal(): Terminal {
  const { env, stdin, stdout, stderr } = process
  return {
    environment: env,
    interactive: Boolean(stdin.isTTY && stdout.isTTY),
    colors: Boolean(stdout.isTTY) && !env['NO_COLOR'],
    print: (text) => stdout.write(`${text}\n`),
    tell: (text) => stderr.write(`${text}\n`),
    ask: async (question) => {
      const lines = createInterface({ input: stdin, output: stderr })
      try {
        return await lines.question(question)
      } finally {
        lines.close()
      }
    },
  }
}

const colors = { green: 32, yellow: 33, red: 31, bold: 1 } as const

export function paint(terminal: Pick<Terminal, 'colors'>, color: keyof typeof colors, text: string): string {
  return terminal.colors ? `\u001b[${colors[color]}m${text}\u001b[0m` : text
}
