// Prints every import that breaks a rule of ours, one sentence each.
import { join } from 'node:path'
import { architectureViolations } from './cruise.mjs'

const violations = await architectureViolations(join(import.meta.dirname, '../../..'))
for (const { sentence } of violations) console.error(sentence)
process.exitCode = violations.length ? 1 : 0
