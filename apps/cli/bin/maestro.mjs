#!/usr/bin/env node
// Plain JavaScript, so that it can say what is missing where nothing is built yet.
import { existsSync } from 'node:fs'

const program = new URL('../dist/main.js', import.meta.url)
if (existsSync(program)) await import(program.href)
else {
  console.error('The command line is not built yet. Build it: npm run build')
  process.exitCode = 1
}
