import { existsSync } from 'node:fs'

export interface Chromium {
  readonly program: string
  /** Folder of libraries it needs beside the system's, for LD_LIBRARY_PATH. */
  readonly libraries?: string
}

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** The machine's Chromium or Chrome; without one, the packaged Chromium, which needs no system packages. */
export async function findChromium(): Promise<Chromium> {
  const chosen = [process.env['CHROMIUM_PATH'], ...installed].find((path) => path && existsSync(path))
  if (chosen) return { program: chosen }
  // Makes the package unpack the libraries that bare machines lack, too.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  const program = await chromium.executablePath()
  return { program, libraries: '/tmp/al2023/lib' }
}
