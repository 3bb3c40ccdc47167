import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n')
const branches = Array.from(
  { length: 5 },
  (_, n) => `  if (a > ${n}) { for (const x of b) { if (x > ${n}) { c += x } } }`,
)

/** For every rule the code relies on, a source that breaks it. */
const fixtures: Readonly<Record<string, string>> = {
  'lint/suspicious/noExplicitAny': 'export const device: any = 1\n',
  'lint/style/noNonNullAssertion': 'export const first = (all: string[]) => all[0]!.length\n',
  'lint/nursery/noFloatingPromises': 'async function push() {}\nexport function run() {\n  push()\n}\n',
  'lint/nursery/useExhaustiveSwitchCases': `type State = 'sent' | 'failed'
export function word(state: State) {
  switch (state) {
    case 'sent':
      return 1
  }
}
`,
  'lint/suspicious/noImportCycles': "import { b } from './cycle.js'\nexport const a = b\n",
  'lint/complexity/noExcessiveCognitiveComplexity': `export function f(a: number, b: number[]) {\n  let c = 0\n${branches.join('\n')}\n  return c\n}\n`,
  'lint/complexity/noExcessiveLinesPerFunction': `export function f() {\n${lines(61, '  console.log(1)')}\n}\n`,
  'lint/style/noExcessiveLinesPerFile': lines(301, 'console.log(1)'),
}

interface Diagnostic {
  readonly category: string
  readonly location: { readonly path: string | { readonly file: string } }
}

function nameOf(rule: string): string {
  return `${rule.split('/').at(-1)}.ts`
}

function run(folder: string, ...args: string[]): Promise<string> {
  return new Promise((done) => {
    execFile(process.execPath, [biome, ...args], { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) => done(stdout))
  })
}

let folder: string
let found: string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maestro-lint-'))
  const settings = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(
    join(folder, 'biome.json'),
    JSON.stringify({ ...settings, $schema: undefined, vcs: { enabled: false } }),
  )
  writeFileSync(join(folder, 'package.json'), '{ "name": "fixtures", "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }')
  mkdirSync(join(folder, 'src'))
  for (const [rule, source] of Object.entries(fixtures)) writeFileSync(join(folder, 'src', nameOf(rule)), source)
  writeFileSync(join(folder, 'src/cycle.ts'), "import { a } from './noImportCycles.js'\nexport const b = a\n")
  const report = await run(folder, 'lint', '--reporter=json', '--max-diagnostics=none', 'src')
  const { diagnostics } = JSON.parse(report) as { diagnostics: Diagnostic[] }
  found = diagnostics.map(
    ({ category, location: { path } }) => `${category} ${typeof path === 'string' ? path : path.file}`,
  )
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(Object.keys(fixtures))('%s bites', (rule) => {
  expect(found).toContain(`${rule} src/${nameOf(rule)}`)
})

it('leaves the import of an injected class a value', async () => {
  const source = `import { Pool } from './pool.js'

export class Store {
  constructor(readonly pool: Pool) {}
}
`
  writeFileSync(join(folder, 'src/store.ts'), source)
  await run(folder, 'check', '--write', 'src/store.ts')
  expect(readFileSync(join(folder, 'src/store.ts'), 'utf8')).toBe(source)
})
